import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/sql.js';
import type { JobDefinition, PayloadOf } from './define-job.js';

export interface OutboxOptions {
  /** Not before this instant (default: at once). */
  readonly runAt?: Date;
  /** While a row with the same key waits in the outbox, another is not added. */
  readonly dedupe?: string;
}

/** Asks for jobs in the transaction of the change that wants them; the relay hands them to the queue after the commit. */
@Injectable()
export class Outbox {
  /** Adds one row; gone again if the transaction is rolled back. */
  async add<Job extends JobDefinition>(
    tx: Tx,
    job: Job,
    payload: PayloadOf<Job>,
    options: OutboxOptions = {},
  ): Promise<void> {
    await tx.query(
      `INSERT INTO outbox (job, queue, payload, run_at, dedupe) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (dedupe) WHERE dedupe IS NOT NULL DO NOTHING`,
      [
        job.name,
        job.queue,
        JSON.stringify(job.payload.parse(payload)),
        options.runAt ?? null,
        options.dedupe ?? null,
      ],
    );
  }
}
