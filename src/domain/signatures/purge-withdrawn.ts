import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { countDue, deleteDue } from './due-signatures.js';

const KEEP_DAYS = 30;

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
  count(): Promise<number> {
    return countDue(this.db.manager, DUE, utcDay(this.clock.now()));
  }

  /** Answers how many went. */
  run(): Promise<number> {
    return deleteDue(this.db.manager, DUE, utcDay(this.clock.now()));
  }
}
