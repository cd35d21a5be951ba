import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { changed, rows } from '../../platform/database/sql.js';

const KEEP_DAYS = 30;
const MOST = 5_000;

/** Withdrawn rows whose links have run out; a disowned address must have been suppressed first. */
const DUE = `state = 'withdrawn' AND contact IS NULL
  AND greatest(coalesce(me_until, ended_on), ended_on + ${KEEP_DAYS}) < $1`;

/**
 * Deletes withdrawn rows after thirty days, with the last that could recognise a person: an index and the links of old
 * mails. The count remembers deleted rows as numbers; whoever signs after that is new.
 */
@Injectable()
export class PurgeWithdrawn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How many would go now. */
  async count(): Promise<number> {
    const [row] = await rows<{ n: number }>(
      this.db.manager,
      `SELECT count(*)::integer AS n FROM signature WHERE ${DUE}`,
      [utcDay(this.clock.now())],
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
        [utcDay(this.clock.now())],
      );
      total += count;
      if (count < MOST) return total;
    }
  }
}
