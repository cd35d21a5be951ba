import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { countDue, deleteDue } from './due-signatures.js';

const KEEP_DAYS = 7;

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
  count(): Promise<number> {
    return countDue(this.db.manager, DUE, this.lastDay());
  }

  /** Answers how many went. */
  run(): Promise<number> {
    return deleteDue(this.db.manager, DUE, this.lastDay());
  }

  private lastDay() {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
