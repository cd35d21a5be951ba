import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/sql.js';
import type { JobDefinition, PayloadOf } from './define-job.js';

export interface OutboxOptions {
  /** Not before this instant (default: at once). The row waits in PostgreSQL until then, whatever becomes of Redis. */
  readonly runAt?: Date;
  /** While a row with the same key waits in the outbox, another is not added. */
  readonly dedupe?: string;
}

/**
 * Asks for jobs in the transaction of the change that wants them; the relay hands them to the queue after
 * the commit. Askings for the same job with the same payload that wait together become one.
 */
@Injectable()
export class Outbox {
  /** Adds one row; gone again if the transaction is rolled back. */
  async add<Job extends JobDefinition>(
    tx: Tx,
    job: Job,
    payload: PayloadOf<Job>,
    options: OutboxOptions = {},
  ): Promise<void> {
    await this.addMany(tx, job, [payload], options);
  }

  /** Adds a row for each payload with one statement. A `dedupe` key is for a single one. */
  async addMany<Job extends JobDefinition>(
    tx: Tx,
    job: Job,
    payloads: readonly PayloadOf<Job>[],
    options: OutboxOptions = {},
  ): Promise<void> {
    if (payloads.length === 0) return;
    // The row that waits under the same key is locked rather than passed over: the relay then cannot take
    // it before this transaction's change can be seen.
    await tx.query(
      `INSERT INTO outbox (job, queue, payload, run_at, dedupe)
       SELECT $1, $2, payload::jsonb, $4, $5 FROM unnest($3::text[]) AS payload
       ON CONFLICT (dedupe) WHERE dedupe IS NOT NULL
       DO UPDATE SET run_at = CASE WHEN outbox.run_at IS NULL OR excluded.run_at IS NULL THEN NULL
                                   ELSE least(outbox.run_at, excluded.run_at) END`,
      [
        job.name,
        job.queue,
        payloads.map((payload) => JSON.stringify(job.payload.parse(payload))),
        options.runAt ?? null,
        options.dedupe ?? null,
      ],
    );
  }
}
