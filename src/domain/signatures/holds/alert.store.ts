import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { type CampaignId, type Id, newId } from '../../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../../kernel/page.js';
import { changed, rows, type Tx } from '../../../platform/database/sql.js';
import type { Alarm, AlertKind, DayCount } from './alert.rules.js';

export type AlertId = Id<'alert'>;

/** Something that a person was told of, and may have dismissed. */
export interface Alert extends Alarm {
  readonly id: AlertId;
  readonly campaignId: CampaignId;
  readonly raisedAt: Date;
  readonly dismissedAt: Date | null;
}

const ALERT = `id, campaign_id AS "campaignId", kind, subject, detail, raised_at AS "raisedAt",
  dismissed_at AS "dismissedAt"`;

/** SQL over `alert`, and over the counters that alerts are made of. */
@Injectable()
export class AlertStore {
  /** Writes an alert down; null when the same was raised before, dismissed or not. */
  async raise(
    tx: Tx,
    campaignId: CampaignId,
    { kind, subject, detail }: Alarm,
    now: Date,
  ): Promise<AlertId | null> {
    const [raised] = await rows<{ id: AlertId }>(
      tx,
      `INSERT INTO alert (id, campaign_id, kind, subject, detail, raised_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (campaign_id, kind, subject) DO NOTHING RETURNING id`,
      [newId(), campaignId, kind satisfies AlertKind, subject, JSON.stringify(detail), now],
    );
    return raised?.id ?? null;
  }

  async find(tx: Tx, id: AlertId): Promise<Alert | null> {
    const [alert] = await rows<Alert>(tx, `SELECT ${ALERT} FROM alert WHERE id = $1`, [id]);
    return alert ?? null;
  }

  /** The open ones of some campaigns, the newest first; `all`: the dismissed too. */
  async list(tx: Tx, campaigns: readonly string[], page: PageRequest, all: boolean): Promise<Page<Alert>> {
    const which = `campaign_id = ANY ($1::uuid[]) AND ($2 OR dismissed_at IS NULL)`;
    const items = await rows<Alert>(
      tx,
      `SELECT ${ALERT} FROM alert WHERE ${which} ORDER BY raised_at DESC, id LIMIT $3 OFFSET $4`,
      [campaigns, all, page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(
      tx,
      `SELECT count(*)::integer AS total FROM alert WHERE ${which}`,
      [campaigns, all],
    );
    return { ...page, items, total: count?.total ?? 0 };
  }

  /** Guarded: false when it was dismissed already. */
  async dismiss(tx: Tx, id: AlertId, by: string, now: Date): Promise<boolean> {
    const sql = `UPDATE alert SET dismissed_at = $2, dismissed_by = $3 WHERE id = $1 AND dismissed_at IS NULL`;
    return (await changed(tx, sql, [id, now, by])) > 0;
  }

  /** Each campaign's days since one, oldest first; a day without signatures is not in it. */
  days(tx: Tx, since: CalendarDate): Promise<(DayCount & { readonly campaignId: CampaignId })[]> {
    return rows(
      tx,
      `SELECT campaign_id AS "campaignId", day::text, coalesce(sum(n) FILTER (WHERE kind = 'all'), 0)::integer AS signatures,
              coalesce(sum(n) FILTER (WHERE kind = 'held'), 0)::integer AS held
         FROM signal_count WHERE kind IN ('all', 'held') AND day >= $1 GROUP BY 1, day ORDER BY 1, day`,
      [since],
    );
  }

  /** The counted signatures of countries with many. */
  countries(
    tx: Tx,
    atLeast: number,
  ): Promise<{ readonly campaignId: CampaignId; readonly country: string; readonly confirmed: number }[]> {
    return rows(
      tx,
      `SELECT campaign_id AS "campaignId", country, confirmed FROM tally_country
        WHERE confirmed >= $1 AND country <> '' ORDER BY 1, 2`,
      [atLeast],
    );
  }
}
