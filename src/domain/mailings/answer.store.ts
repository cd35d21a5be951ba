import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId, OrganizerId } from '../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { AnswerNotFound } from './mailing.errors.js';

/** What came back from a body: its staff's answer, a letter that could not be delivered, a complaint, a wish for no more. */
export interface AnswerRow {
  readonly id: string;
  readonly campaignId: CampaignId;
  readonly kind: 'reply' | 'bounce' | 'complaint' | 'unsubscribe';
  /** Who was written to; null once the letter itself is not known any more. */
  readonly addressee: string | null;
  readonly enhancedCode: string | null;
  readonly receivedOn: CalendarDate;
  readonly waits: boolean;
}

/** An answer with its sealed text. */
export interface SealedAnswer extends AnswerRow {
  readonly epoch: number | null;
  readonly report: Buffer | null;
}

const COLUMNS = `e.id, e.scope AS "campaignId", e.kind, e.enhanced_code AS "enhancedCode",
  e.received_on::text AS "receivedOn", e.processed_at IS NULL AS waits,
  (SELECT s.addressee FROM message m JOIN mailing_seat s ON s.seat_id = m.ref
     JOIN mailing l ON l.id = s.mailing_id AND l.batch_id = m.batch_id WHERE m.id = e.message_id LIMIT 1) AS addressee`;

/** Only what was kept for a person is an answer; the rest was dealt with by the ledger. */
const KEPT = `e.epoch IS NOT NULL AND e.kind IN ('reply', 'bounce', 'complaint', 'unsubscribe')`;

/** SQL over what bodies answered. */
@Injectable()
export class AnswerStore {
  /** Of the campaigns in which somebody has a role; what waits comes first, then the newest. */
  async list(tx: Tx, organizer: OrganizerId, page: PageRequest): Promise<Page<AnswerRow>> {
    const from = `FROM inbound_event e JOIN membership r ON r.campaign_id = e.scope AND r.organizer_id = $1 WHERE ${KEPT}`;
    const items = await rows<AnswerRow>(
      tx,
      `SELECT ${COLUMNS} ${from} ORDER BY (e.processed_at IS NULL) DESC, e.received_on DESC, e.id LIMIT $2 OFFSET $3`,
      [organizer, page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(tx, `SELECT count(*)::integer AS total ${from}`, [
      organizer,
    ]);
    return { ...page, items, total: count?.total ?? 0 };
  }

  /** One, with its sealed text. Throws AnswerNotFound. */
  async get(tx: Tx, id: string): Promise<SealedAnswer> {
    const [answer] = await rows<SealedAnswer>(
      tx,
      `SELECT ${COLUMNS}, e.epoch, e.report FROM inbound_event e WHERE e.id = $1 AND ${KEPT}`,
      [id],
    );
    if (!answer) throw new AnswerNotFound();
    return answer;
  }

  /** The key of the body it came from; null once the letter itself is not known any more. */
  async bodyOf(tx: Tx, id: string): Promise<string | null> {
    const [found] = await rows<{ body: string }>(
      tx,
      `SELECT b.key AS body FROM inbound_event e JOIN message m ON m.id = e.message_id JOIN seat s ON s.id = m.ref
         JOIN body b ON b.id = s.body_id WHERE e.id = $1 AND ${KEPT} LIMIT 1`,
      [id],
    );
    return found?.body ?? null;
  }

  /** False: somebody has seen to it before. */
  async settle(tx: Tx, id: string, now: Date): Promise<boolean> {
    return (
      (await changed(
        tx,
        'UPDATE inbound_event SET processed_at = $2 WHERE id = $1 AND processed_at IS NULL',
        [id, now],
      )) === 1
    );
  }
}
