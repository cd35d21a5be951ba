import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { changed, rows } from '../../platform/database/sql.js';

const MOST = 5_000;

/** Withdrawn rows whose link to *my signature* has run out. */
const DUE = `state = 'withdrawn' AND me_until < $1`;

/**
 * Takes from withdrawn rows the links that still answered for thirty days. What stays is the index that recognises a new
 * signing, the days, and the link of 'it was not me', which an old mail must still open.
 */
@Injectable()
export class EmptyWithdrawn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How many would be emptied now. */
  async count(): Promise<number> {
    const [row] = await rows<{ n: number }>(
      this.db.manager,
      `SELECT count(*)::integer AS n FROM signature WHERE ${DUE}`,
      [utcDay(this.clock.now())],
    );
    return row?.n ?? 0;
  }

  /** Answers how many were. */
  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await changed(
        this.db.manager,
        `UPDATE signature SET confirm_hash = NULL, code_hash = NULL, me_hash = NULL, withdraw_hash = NULL,
                              unsubscribe_hash = NULL, me_until = NULL, mailed_on = '{}', mails = 0, already_on = NULL,
                              reminded_on = NULL
          WHERE id IN (SELECT id FROM signature WHERE ${DUE} LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
        [utcDay(this.clock.now())],
      );
      total += count;
      if (count < MOST) return total;
    }
  }
}
