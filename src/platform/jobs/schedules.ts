import type { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { faultOf, type Log } from '../config/log.js';
import { changed, rows } from '../database/sql.js';
import type { JobDefinition } from './define-job.js';
import { nextRun, type Recurrence } from './next-run.js';
import type { Outbox } from './outbox.js';

/** A job with an empty payload and when it recurs. */
export interface Schedule {
  readonly job: JobDefinition;
  readonly when: Recurrence;
}

const TICK_MS = 1_000;

/**
 * Asks for recurring jobs. The next time is a row: whichever process moves it on asks, in the same
 * transaction, so that a run is asked for once however many look, and nothing of it is in Redis to be lost.
 * Runs missed while nobody looked become one. A schedule that never ran is due at once.
 */
export class Schedules {
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> | undefined;
  private faulty = false;

  constructor(
    private readonly schedules: readonly Schedule[],
    private readonly db: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Resolves when what is due has been asked for; then looks every second. */
  async start(): Promise<void> {
    await this.register();
    await this.tick();
    this.timer = setInterval(() => {
      this.ticking ??= this.tick()
        .then(() => {
          this.faulty = false;
        })
        .catch((error: unknown) => {
          if (!this.faulty) this.log.error(faultOf(error), 'the schedules cannot be read; trying again');
          this.faulty = true;
        })
        .finally(() => {
          this.ticking = undefined;
        });
    }, TICK_MS);
  }

  /** Ends the look at hand. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.ticking;
  }

  /** Asks for what is due. */
  async tick(): Promise<void> {
    const now = this.clock.now();
    const due = await rows<{ job: string }>(
      this.db.manager,
      'SELECT job FROM schedule WHERE job = ANY($1) AND next_at <= $2',
      [this.schedules.map(({ job }) => job.name), now],
    );
    for (const { job, when } of this.schedules) {
      if (!due.some((row) => row.job === job.name)) continue;
      await this.db.transaction(async (tx) => {
        const mine = await changed(tx, 'UPDATE schedule SET next_at = $3 WHERE job = $1 AND next_at <= $2', [
          job.name,
          now,
          nextRun(when, now),
        ]);
        if (mine === 1) await this.outbox.add(tx, job, {});
      });
    }
  }

  /** A row for each; one whose recurrence became shorter than its row is brought forward. */
  private async register(): Promise<void> {
    const now = this.clock.now();
    for (const { job, when } of this.schedules) {
      await this.db.query(
        `INSERT INTO schedule (job, next_at) VALUES ($1, $2)
         ON CONFLICT (job) DO UPDATE SET next_at = least(schedule.next_at, $3)`,
        [job.name, now, nextRun(when, now)],
      );
    }
  }
}
