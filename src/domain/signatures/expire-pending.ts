import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { changed } from '../../platform/database/sql.js';
import { LOOK_BACK_DAYS } from './signature.rules.js';

const MOST = 5_000;

/** Ends the waiting for confirmations whose 72 hours are over; their links are unknown from then on. */
@Injectable()
export class ExpirePending {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Answers how many expired. */
  async run(): Promise<number> {
    const now = this.clock.now();
    let total = 0;
    for (;;) {
      const count = await changed(
        this.db.manager,
        `UPDATE signature SET state = 'expired', ended_on = $2, expires_at = NULL, confirm_hash = NULL,
                              code_hash = NULL, me_hash = NULL, me_until = NULL, me_copy = NULL
          WHERE id IN (SELECT id FROM signature WHERE state = 'pending' AND expires_at <= $1 AND signed_on >= $3
                        ORDER BY id LIMIT ${MOST} FOR UPDATE SKIP LOCKED)`,
        [now, utcDay(now), addDays(utcDay(now), -LOOK_BACK_DAYS)],
      );
      total += count;
      if (count < MOST) return total;
    }
  }
}
