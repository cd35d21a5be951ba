import { Injectable } from '@nestjs/common';
import { type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { CampaignStore } from '../campaigns/campaign.store.js';
import { DemandStore } from '../campaigns/demand.store.js';
import { SupporterAudience } from '../signatures/supporter-audience.js';
import type { CampaignFacts } from './campaign-facts.js';

/** Reads what letters tell of a campaign: its title, its demands as they stand, and how many have signed. */
@Injectable()
export class CampaignReader {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly demands: DemandStore,
    private readonly supporters: SupporterAudience,
    private readonly clock: Clock,
  ) {}

  /** Throws CampaignNotFound, also where the campaign has no text yet. */
  async facts(tx: Tx, id: CampaignId): Promise<CampaignFacts> {
    const { slug, state, defaultLocale } = await this.campaigns.get(tx, id);
    const { content } = await this.campaigns.version(tx, id);
    const titles = Object.fromEntries(
      Object.entries(content.texts).map(([locale, { title }]) => [locale, title] as const),
    );
    const demands = (await this.demands.list(tx, id)).map((demand) => ({
      key: demand.key,
      status: demand.status,
      asOf: demand.statusAsOf,
      openSince: demand.openSince,
      bodyIds: demand.bodyIds,
      texts: demand.texts,
    }));
    return { id, slug, state, defaultLocale, titles, demands };
  }

  /** How many are counted now, and the day that is. */
  async count(tx: Tx, id: CampaignId): Promise<{ confirmed: number; asOf: CalendarDate }> {
    return { confirmed: await this.supporters.countConfirmed(tx, id), asOf: utcDay(this.clock.now()) };
  }

  /** The state of the campaign alone. */
  async state(tx: Tx, id: CampaignId): Promise<string> {
    return (await this.campaigns.get(tx, id)).state;
  }
}
