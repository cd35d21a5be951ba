import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { changed, rows } from '../../platform/database/sql.js';

const KEEP_DAYS = 7;
const MOST = 5_000;

/**
 * Rows that were never confirmed, older than a week. One that was mailed since stays, so that the week's limit holds; a
 * disowned one stays until its address is suppressed.
 */
const DUE = `state IN ('pending', 'expired') AND signed_on < $1 AND NOT (disowned AND contact IS NOT NULL)
  AND NOT EXISTS (SELECT FROM unnest(mailed_on) AS mailed (day) WHERE day >= $1)`;

/** Deletes whoever signed and never confirmed, after seven days. */
@Injectable()
export class PurgeUnconfirmed {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How many would go now. */
  async count(): Promise<number> {
    const [row] = await rows<{ n: number }>(
      this.db.manager,
      `SELECT count(*)::integer AS n FROM signature WHERE ${DUE}`,
      [this.lastDay()],
    );
    return row?.n ?? 0;
  }

  /** Answers how many went. */
  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await changed(
        this.db.manager,
        `DELETE FROM signature WHERE id IN (SELECT id FROM signature WHERE ${DUE} LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
        [this.lastDay()],
      );
      total += count;
      if (count < MOST) return total;
    }
  }

  private lastDay() {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
