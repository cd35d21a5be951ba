import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import type { PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { type NewestNames, PublicNames } from '../../domain/signatures/public-names.js';
import { PublishedTally, type Tally } from '../../domain/signatures/published-tally.js';
import { KeptReadings } from './kept-readings.js';

/** A campaign, its count and its newest public names as they were read together; `version` changes when any does. */
export interface Snapshot {
  readonly campaign: PublishedCampaign;
  readonly tally: Tally;
  readonly names: NewestNames;
  readonly version: string;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const MOST = 2_000;
/** Names on the campaign's own page. */
const NAMES = 24;

/** What the public pages know of campaigns; looking at one costs the database nothing. */
@Injectable()
export class CampaignSnapshots {
  private readonly bySlug: KeptReadings<Snapshot>;
  private readonly byId: KeptReadings<PublishedCampaign>;

  constructor(
    campaigns: PublishedCampaigns,
    tallies: PublishedTally,
    names: PublicNames,
    clock: Clock,
    config: Config,
  ) {
    const settings = { clock, intervalSeconds: config.countInterval, most: MOST };
    this.byId = new KeptReadings({ ...settings, read: (id) => campaigns.findById(id) });
    this.bySlug = new KeptReadings({
      ...settings,
      read: async (slug) => {
        const campaign = await campaigns.find(slug);
        if (!campaign) return null;
        const { id } = campaign;
        return snapshotOf(campaign, await tallies.get(id), await names.newest(id, NAMES));
      },
    });
  }

  /** The campaign by its slug, at once where it is known; null where no published campaign has it. Throws NothingRead. */
  find(slug: string): Snapshot | null | Promise<Snapshot | null> {
    return SLUG.test(slug) ? this.bySlug.find(slug) : null;
  }

  /** The campaign that a token's answer names, by its id. */
  findById(id: string): PublishedCampaign | null | Promise<PublishedCampaign | null> {
    return this.byId.find(id);
  }
}

function snapshotOf(campaign: PublishedCampaign, tally: Tally, names: NewestNames): Snapshot {
  const { confirmed, countries, days, uncounted } = tally;
  const content = JSON.stringify([campaign, confirmed, countries, days, uncounted, names]);
  const version = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  return { campaign, tally, names, version };
}
