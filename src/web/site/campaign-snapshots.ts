import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import { Config } from '../../platform/config/config.js';
import type { PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { PublishedTally, type Tally } from '../../domain/signatures/published-tally.js';

/** A campaign and its count as they were read together; `version` changes when either does. */
export interface Snapshot {
  readonly campaign: PublishedCampaign;
  readonly tally: Tally;
  readonly version: string;
}

interface Kept {
  readonly snapshot: Snapshot | null;
  readonly readAt: number;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const MOST = 2_000;
const STALE_MS = 60 * 60 * 1000;

/** Nothing is known of the campaign and the database does not answer. */
export class CampaignUnavailable extends DomainError {
  constructor() {
    super('unavailable', 'campaign-unavailable', 'the published campaign could not be read');
  }
}

/**
 * What the public pages know. Each campaign is read at most once per counting interval however many look
 * at it, and an older reading serves for an hour while the database is away.
 */
@Injectable()
export class CampaignSnapshots {
  private readonly kept = new Map<string, Kept>();
  private readonly reading = new Map<string, Promise<Snapshot | null>>();

  constructor(
    private readonly campaigns: PublishedCampaigns,
    private readonly tallies: PublishedTally,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The campaign by its slug; null where no published campaign has it. Throws CampaignUnavailable. */
  async find(slug: string): Promise<Snapshot | null> {
    if (!SLUG.test(slug)) return null;
    const known = this.kept.get(slug);
    if (known && this.age(known) < this.config.countInterval * 1000) return known.snapshot;
    try {
      return await this.readOnce(slug);
    } catch {
      if (known && this.age(known) < STALE_MS) return known.snapshot;
      throw new CampaignUnavailable();
    }
  }

  private age(kept: Kept): number {
    return Math.abs(this.clock.now().getTime() - kept.readAt);
  }

  private readOnce(slug: string): Promise<Snapshot | null> {
    const underWay = this.reading.get(slug);
    if (underWay) return underWay;
    const reading = this.read(slug).finally(() => this.reading.delete(slug));
    this.reading.set(slug, reading);
    return reading;
  }

  private async read(slug: string): Promise<Snapshot | null> {
    const campaign = await this.campaigns.find(slug);
    const snapshot = campaign === null ? null : snapshotOf(campaign, await this.tallies.get(campaign.id));
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(slug, { snapshot, readAt: this.clock.now().getTime() });
    return snapshot;
  }
}

function snapshotOf(campaign: PublishedCampaign, tally: Tally): Snapshot {
  const { confirmed, countries, days, uncounted } = tally;
  const content = JSON.stringify([campaign, confirmed, countries, days, uncounted]);
  return { campaign, tally, version: createHash('sha256').update(content).digest('base64url').slice(0, 16) };
}
