import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { IntakeStore } from './intake.store.js';

const KEEP_DAYS = 7;

/** Deletes forms that were not decided within seven days. There should be none: whoever runs it says so when there are. */
@Injectable()
export class PurgeIntake {
  constructor(
    private readonly db: DataSource,
    private readonly intake: IntakeStore,
    private readonly clock: Clock,
  ) {}

  /** How many would go now. */
  count(): Promise<number> {
    return this.intake.countBefore(this.db.manager, this.lastDay());
  }

  /** Answers how many went. */
  run(): Promise<number> {
    return this.intake.purgeBefore(this.db.manager, this.lastDay());
  }

  private lastDay() {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
