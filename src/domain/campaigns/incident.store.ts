import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { type CampaignId, newId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';

/** One fact of the timeline. */
export interface Incident {
  readonly key: string;
  readonly kind: string;
  readonly happenedOn: CalendarDate | null;
  readonly since: CalendarDate | null;
  readonly hungerStrikeDays: number | null;
  readonly sourceDate: CalendarDate | null;
  readonly sourceUrl: string | null;
  readonly texts: Readonly<Record<string, { text: string; by: string; undated?: string | undefined }>>;
}

/** A campaign's timeline, in the order its file gives. */
@Injectable()
export class IncidentStore {
  async list(tx: Tx, campaignId: CampaignId): Promise<Incident[]> {
    return rows<Incident>(
      tx,
      `SELECT key, kind, happened_on::text AS "happenedOn", since::text AS since,
              hunger_strike_days AS "hungerStrikeDays", source_date::text AS "sourceDate",
              source_url AS "sourceUrl", texts FROM incident WHERE campaign_id = $1 ORDER BY position`,
      [campaignId],
    );
  }

  /** Puts a timeline in place of the one before. */
  async replace(tx: Tx, campaignId: CampaignId, incidents: readonly Incident[]): Promise<void> {
    await tx.query('DELETE FROM incident WHERE campaign_id = $1', [campaignId]);
    for (const [position, incident] of incidents.entries()) {
      await tx.query(
        `INSERT INTO incident (id, campaign_id, key, kind, position, happened_on, since, hunger_strike_days,
                               source_date, source_url, texts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          newId<'incident'>(),
          campaignId,
          incident.key,
          incident.kind,
          position,
          incident.happenedOn,
          incident.since,
          incident.hungerStrikeDays,
          incident.sourceDate,
          incident.sourceUrl,
          JSON.stringify(incident.texts),
        ],
      );
    }
  }
}
