import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { WithdrawalReasonStore } from './withdrawal-reason.store.js';

const KEEP_DAYS = 90;

/** Deletes what people wrote when they withdrew, after ninety days. */
@Injectable()
export class PurgeReasons {
  constructor(
    private readonly db: DataSource,
    private readonly reasons: WithdrawalReasonStore,
    private readonly clock: Clock,
  ) {}

  /** How many would go now. */
  count(): Promise<number> {
    return this.reasons.countBefore(this.db.manager, this.lastDay());
  }

  /** Answers how many went. */
  run(): Promise<number> {
    return this.reasons.purgeBefore(this.db.manager, this.lastDay());
  }

  private lastDay(): CalendarDate {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
