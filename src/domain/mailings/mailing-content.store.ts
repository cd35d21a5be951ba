import { Injectable } from '@nestjs/common';
import type { BodyId, MailingId, SeatId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { Sha256 } from '../letters/fingerprint.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';

/** What one seat will get, word for word. */
export interface SeatLetter {
  readonly seatId: SeatId;
  readonly bodyId: BodyId;
  readonly position: number;
  readonly address: string;
  readonly addressee: string;
  readonly locale: string;
  readonly disclosure: DisclosureLevel;
  readonly salutation: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sha256: Sha256;
}

/** One language of a supporters' mailing. */
export interface Edition {
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly sha256: Sha256;
}

const SEAT = `SELECT seat_id AS "seatId", body_id AS "bodyId", position, address, addressee, locale, disclosure, salutation,
  subject, text_part AS text, html_part AS html, sha256 FROM mailing_seat`;

/** The rendered content of mailings: written when one is submitted, read by the preview and by the sending alike. */
@Injectable()
export class MailingContentStore {
  /** Replaces a mailing's letters to seats. */
  async replaceSeats(tx: Tx, id: MailingId, letters: readonly SeatLetter[]): Promise<void> {
    await tx.query('DELETE FROM mailing_seat WHERE mailing_id = $1', [id]);
    for (const letter of letters) {
      await tx.query(
        `INSERT INTO mailing_seat (mailing_id, seat_id, body_id, position, address, addressee, locale, disclosure,
           salutation, subject, text_part, html_part, sha256)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id,
          letter.seatId,
          letter.bodyId,
          letter.position,
          letter.address,
          letter.addressee,
          letter.locale,
          letter.disclosure,
          letter.salutation,
          letter.subject,
          letter.text,
          letter.html,
          letter.sha256,
        ],
      );
    }
  }

  /** Replaces a mailing's editions. */
  async replaceEditions(tx: Tx, id: MailingId, editions: readonly Edition[]): Promise<void> {
    await tx.query('DELETE FROM mailing_edition WHERE mailing_id = $1', [id]);
    for (const { locale, subject, text, html, sha256 } of editions) {
      await tx.query(
        `INSERT INTO mailing_edition (mailing_id, locale, subject, text_part, html_part, sha256)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, locale, subject, text, html, sha256],
      );
    }
  }

  /** Every seat's letter, in the order of the seats' ids. */
  async seats(tx: Tx, id: MailingId): Promise<SeatLetter[]> {
    return rows<SeatLetter>(tx, `${SEAT} WHERE mailing_id = $1 ORDER BY position`, [id]);
  }

  /** The next letters that have no message yet. */
  async unposted(tx: Tx, id: MailingId, limit: number): Promise<SeatLetter[]> {
    return rows<SeatLetter>(tx, `${SEAT} WHERE mailing_id = $1 AND NOT posted ORDER BY position LIMIT $2`, [
      id,
      limit,
    ]);
  }

  async markPosted(tx: Tx, id: MailingId, seatIds: readonly SeatId[]): Promise<void> {
    await tx.query(
      'UPDATE mailing_seat SET posted = true WHERE mailing_id = $1 AND seat_id = ANY ($2::uuid[])',
      [id, seatIds],
    );
  }

  /** Every language's edition, by locale. */
  async editions(tx: Tx, id: MailingId): Promise<Edition[]> {
    return rows<Edition>(
      tx,
      `SELECT locale, subject, text_part AS text, html_part AS html, sha256 FROM mailing_edition
        WHERE mailing_id = $1 ORDER BY locale`,
      [id],
    );
  }
}
