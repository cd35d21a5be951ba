import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { BodyId, CampaignId, MailingId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { Actor } from '../audit/audit.rules.js';
import type { InLanguages, PublishedAnswer, PublishedChange, PublishedLetter } from './published-record.js';

/** An answer as it is released. */
export interface NewAnswer {
  readonly campaignId: CampaignId;
  readonly bodyId: BodyId;
  readonly answeredOn: CalendarDate;
  readonly summaries: InLanguages;
  readonly sources: InLanguages;
  readonly sourceUrl: string | null;
  readonly inboundId: string | null;
  readonly releasedBy: Actor;
  readonly releasedAt: Date;
}

/** A letter as the public may read it. */
export interface NewLetter {
  readonly campaignId: CampaignId;
  readonly mailingId: MailingId;
  readonly bodyId: BodyId;
  readonly locale: string;
  readonly sentOn: CalendarDate;
  readonly subject: string;
  readonly words: string | null;
}

/** What a campaign tells of demands, answers and letters. Numbers are given under the campaign's lock. */
@Injectable()
export class RecordStore {
  /** Every step by which a demand's status became another, newest first; the first status is no change. */
  async changes(tx: Tx, campaignId: CampaignId): Promise<PublishedChange[]> {
    return rows<PublishedChange>(
      tx,
      `SELECT demand, status, "asOf", "saidOn", source FROM (
         SELECT d.key AS demand, c.status, c.as_of::text AS "asOf", c.source, c.set_at, c.number,
                (c.set_at AT TIME ZONE 'UTC')::date::text AS "saidOn",
                lag(c.status) OVER (PARTITION BY d.id ORDER BY c.number) AS before
           FROM demand_status_change c JOIN demand d ON d.id = c.demand_id
          WHERE d.campaign_id = $1 AND d.dropped_at IS NULL) AS step
        WHERE before <> status ORDER BY set_at DESC, demand, number DESC`,
      [campaignId],
    );
  }

  /** Those that were not taken back, the newest first. */
  async answers(tx: Tx, campaignId: CampaignId): Promise<PublishedAnswer[]> {
    const found = await rows<Omit<PublishedAnswer, 'sourceUrl'> & { sourceUrl: string | null }>(
      tx,
      `SELECT a.number, b.key AS body, a.answered_on::text AS "on", a.summaries AS summary, a.sources AS source,
              a.source_url AS "sourceUrl", (a.released_at AT TIME ZONE 'UTC')::date::text AS "saidOn"
         FROM released_answer a JOIN body b ON b.id = a.body_id
        WHERE a.campaign_id = $1 AND a.taken_back_at IS NULL ORDER BY a.answered_on DESC, a.number DESC`,
      [campaignId],
    );
    return found.map(({ sourceUrl, ...answer }) => ({ ...answer, ...(sourceUrl !== null && { sourceUrl }) }));
  }

  /** The numbers under which a mail is told of, those taken back left out. */
  async toldOf(tx: Tx, inboundId: string): Promise<number[]> {
    const found = await rows<{ number: number }>(
      tx,
      `SELECT number FROM released_answer WHERE inbound_id = $1 AND taken_back_at IS NULL ORDER BY number`,
      [inboundId],
    );
    return found.map(({ number }) => number);
  }

  /** The newest first. */
  async letters(tx: Tx, campaignId: CampaignId): Promise<PublishedLetter[]> {
    const found = await rows<Omit<PublishedLetter, 'words'> & { words: string | null }>(
      tx,
      `SELECT l.number, b.key AS body, l.sent_on::text AS "on", l.locale, l.subject, l.words
         FROM sent_letter l JOIN body b ON b.id = l.body_id
        WHERE l.campaign_id = $1 ORDER BY l.sent_on DESC, l.number DESC`,
      [campaignId],
    );
    return found.map(({ words, ...letter }) => ({ ...letter, ...(words !== null && { words }) }));
  }

  /** Answers the number it got. The campaign has to be locked. */
  async addAnswer(tx: Tx, answer: NewAnswer): Promise<number> {
    const [added] = await rows<{ number: number }>(
      tx,
      `INSERT INTO released_answer (campaign_id, number, body_id, answered_on, summaries, sources, source_url, inbound_id,
                                    released_by, released_at)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9
         FROM released_answer WHERE campaign_id = $1 RETURNING number`,
      [
        answer.campaignId,
        answer.bodyId,
        answer.answeredOn,
        JSON.stringify(answer.summaries),
        JSON.stringify(answer.sources),
        answer.sourceUrl,
        answer.inboundId,
        answer.releasedBy,
        answer.releasedAt,
      ],
    );
    return added?.number ?? 0;
  }

  /** False where there is no such answer, or it was taken back before. */
  async takeBackAnswer(tx: Tx, campaignId: CampaignId, number: number, now: Date): Promise<boolean> {
    const taken = await changed(
      tx,
      `UPDATE released_answer SET taken_back_at = $3
        WHERE campaign_id = $1 AND number = $2 AND taken_back_at IS NULL`,
      [campaignId, number, now],
    );
    return taken > 0;
  }

  /** Several seats of one body that got the same letter make one. The campaign has to be locked. */
  async addLetter(tx: Tx, letter: NewLetter): Promise<void> {
    await tx.query(
      `INSERT INTO sent_letter (campaign_id, number, mailing_id, body_id, locale, sent_on, subject, words)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7 FROM sent_letter WHERE campaign_id = $1
       ON CONFLICT (mailing_id, body_id, locale) DO NOTHING`,
      [
        letter.campaignId,
        letter.mailingId,
        letter.bodyId,
        letter.locale,
        letter.sentOn,
        letter.subject,
        letter.words,
      ],
    );
  }
}
