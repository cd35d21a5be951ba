import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { WebDatabase } from '../../platform/database/web-database.js';

/** A campaign's public count. */
export interface Tally {
  readonly confirmed: number;
  readonly asOf: Date;
  /** By the day of confirming, oldest first. */
  readonly days: readonly { readonly day: CalendarDate; readonly confirmed: number }[];
  /** Only countries with ten or more, the largest first. */
  readonly countries: readonly { readonly country: string; readonly confirmed: number }[];
  /** Who confirmed and does not count, in whole tens that are reached; zero below ten. */
  readonly uncounted: {
    /** They took their signature back, and have not confirmed again. */
    readonly withdrawn: number;
    /** Held for a person's look, or thrown out by it. */
    readonly aside: number;
  };
}

interface Row {
  readonly confirmed: number | null;
  readonly as_of: Date | null;
  readonly days: Tally['days'];
  readonly countries: Tally['countries'];
  readonly withdrawn: number | null;
  readonly aside: number | null;
}

const SQL = `
  SELECT (SELECT confirmed FROM published_tally WHERE campaign_id = $1) AS confirmed,
         (SELECT as_of FROM published_tally WHERE campaign_id = $1) AS as_of,
         (SELECT coalesce(json_agg(json_build_object('day', day, 'confirmed', confirmed) ORDER BY day), '[]')
            FROM published_tally_day WHERE campaign_id = $1 AND confirmed > 0) AS days,
         (SELECT coalesce(json_agg(json_build_object('country', country, 'confirmed', confirmed)
                                   ORDER BY confirmed DESC, country), '[]')
            FROM published_tally_country WHERE campaign_id = $1) AS countries,
         explained.withdrawn, explained.aside
    FROM (VALUES (1)) AS one LEFT JOIN published_tally_explanation AS explained ON explained.campaign_id = $1`;

/** The count as the public web process may read it. */
@Injectable()
export class PublishedTally {
  constructor(
    private readonly db: WebDatabase,
    private readonly clock: Clock,
  ) {}

  /** Zero, as of now, for a campaign nobody signed yet. */
  async get(campaignId: string): Promise<Tally> {
    const [row] = await this.db.query<Row & Record<string, unknown>>(SQL, [campaignId]);
    return {
      confirmed: row?.confirmed ?? 0,
      asOf: row?.as_of ?? this.clock.now(),
      days: row?.days ?? [],
      countries: row?.countries ?? [],
      uncounted: { withdrawn: row?.withdrawn ?? 0, aside: row?.aside ?? 0 },
    };
  }
}
