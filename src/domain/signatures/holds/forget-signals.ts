import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import { changed, rows } from '../../../platform/database/sql.js';
import { VelocityStore } from './velocity.store.js';

const KEEP_DAYS = 30;

/** Rows of acts whose signatures are gone, or are nobody's any longer and have another id. */
const ORPHANED = `NOT EXISTS (SELECT FROM signature s WHERE s.id = hold_act_row.signature_id)`;

/** Forgets how often domains and countries came, after thirty days, and whom an act touched once there is nobody left. */
@Injectable()
export class ForgetSignals {
  constructor(
    private readonly db: DataSource,
    private readonly velocity: VelocityStore,
    private readonly clock: Clock,
  ) {}

  /** Answers how many rows went. */
  async run(): Promise<number> {
    const counters = await this.velocity.forgetBefore(this.db.manager, this.lastDay(), false);
    return counters + (await changed(this.db.manager, `DELETE FROM hold_act_row WHERE ${ORPHANED}`));
  }

  /** How many would go now. */
  async count(): Promise<number> {
    const counters = await this.velocity.forgetBefore(this.db.manager, this.lastDay(), true);
    const [row] = await rows<{ n: number }>(
      this.db.manager,
      `SELECT count(*)::integer AS n FROM hold_act_row WHERE ${ORPHANED}`,
    );
    return counters + (row?.n ?? 0);
  }

  private lastDay() {
    return addDays(utcDay(this.clock.now()), -KEEP_DAYS);
  }
}
