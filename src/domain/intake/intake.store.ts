import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';

/** One sealed form, taken from the table in the transaction that decides it. */
export interface IntakeRow {
  readonly id: string;
  readonly scope: string;
  readonly epoch: number;
  readonly ephemeralKey: Buffer;
  readonly sealed: Buffer;
  readonly day: CalendarDate;
  readonly flags: readonly string[];
}

/** SQL over `intake`. */
@Injectable()
export class IntakeStore {
  /** Takes up to `limit` forms out of the table, roughly in the order they came; another worker takes others. */
  take(tx: Tx, limit: number): Promise<IntakeRow[]> {
    return rows<IntakeRow>(
      tx,
      `DELETE FROM intake WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM intake WHERE NOT set_aside FOR UPDATE SKIP LOCKED LIMIT $1))
       RETURNING id, scope, epoch, ephemeral_key AS "ephemeralKey", sealed, day::text, flags`,
      [limit],
    );
  }

  /** Puts forms that were taken, but cannot be decided, back where they block nobody. */
  async keepAside(tx: Tx, forms: readonly IntakeRow[]): Promise<void> {
    if (forms.length === 0) return;
    await tx.query(
      `INSERT INTO intake (id, scope, epoch, ephemeral_key, sealed, day, flags, attempts, set_aside)
       SELECT id, scope, epoch, ephemeral_key, sealed, day, string_to_array(flags, ' '), 1, true
         FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bytea[], $5::bytea[], $6::date[], $7::text[])
              AS form (id, scope, epoch, ephemeral_key, sealed, day, flags)`,
      [
        forms.map(({ id }) => id),
        forms.map(({ scope }) => scope),
        forms.map(({ epoch }) => epoch),
        forms.map(({ ephemeralKey }) => ephemeralKey),
        forms.map(({ sealed }) => sealed),
        forms.map(({ day }) => day),
        forms.map(({ flags }) => flags.join(' ')),
      ],
    );
  }

  /** Marks one form that makes the deciding fail, from outside the transaction that failed. */
  setAside(tx: Tx, id: string): Promise<number> {
    return changed(tx, 'UPDATE intake SET set_aside = true, attempts = attempts + 1 WHERE id = $1', [id]);
  }

  /** How many forms wait, and how many are kept aside. */
  async count(tx: Tx): Promise<{ waiting: number; aside: number }> {
    const [row] = await rows<{ waiting: number; aside: number }>(
      tx,
      `SELECT count(*) FILTER (WHERE NOT set_aside)::integer AS waiting,
              count(*) FILTER (WHERE set_aside)::integer AS aside FROM intake`,
    );
    return row ?? { waiting: 0, aside: 0 };
  }

  /** How many forms wait or are kept aside, and the day of the oldest that waits. */
  async standing(tx: Tx): Promise<{ waiting: number; aside: number; oldest: CalendarDate | null }> {
    const [row] = await rows<{ waiting: number; aside: number; oldest: CalendarDate | null }>(
      tx,
      `SELECT count(*) FILTER (WHERE NOT set_aside)::integer AS waiting,
              count(*) FILTER (WHERE set_aside)::integer AS aside,
              (min(day) FILTER (WHERE NOT set_aside))::text AS oldest FROM intake`,
    );
    return row ?? { waiting: 0, aside: 0, oldest: null };
  }

  /** How many forms came before a day. */
  async countBefore(tx: Tx, day: CalendarDate): Promise<number> {
    const [row] = await rows<{ n: number }>(tx, 'SELECT count(*)::integer AS n FROM intake WHERE day < $1', [
      day,
    ]);
    return row?.n ?? 0;
  }

  /** Deletes forms that came before a day, decided or not; answers how many. */
  purgeBefore(tx: Tx, day: CalendarDate): Promise<number> {
    return changed(tx, 'DELETE FROM intake WHERE day < $1', [day]);
  }
}
