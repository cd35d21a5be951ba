import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { BatchId } from '../../kernel/id.js';
import { Outbox } from '../../platform/jobs/outbox.js';
import type { Tx } from '../../platform/database/sql.js';
import { DispatchSettings } from './dispatch-settings.js';
import { clearBatch } from './dispatch.jobs.js';
import { MessageStore } from './message.store.js';

/** So many take a tenth of a second: whoever ended the batch need not wait longer, and its end counts at once. */
const CHUNK = 2_000;

/** Takes what waits of a batch that was cancelled, or has failed, out of the queue for good. */
@Injectable()
export class ClearBatch {
  constructor(
    private readonly db: DataSource,
    private readonly messages: MessageStore,
    private readonly outbox: Outbox,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that ends the batch: from its commit on nothing leaves, though many still have to be cleared. */
  async begin(tx: Tx, batchId: BatchId): Promise<void> {
    if ((await this.chunk(tx, batchId)) === CHUNK) await this.ask(tx, batchId);
  }

  /** Asks for the rest. */
  async ask(tx: Tx, batchId: BatchId): Promise<void> {
    await this.outbox.add(tx, clearBatch, { batchId }, { dedupe: `clear-batch:${batchId}` });
  }

  /** The rest, a chunk to a transaction: twice at once, or ended in the middle, does no harm. Asks anew after a turn. */
  async run(batchId: BatchId): Promise<void> {
    const ends = performance.now() + this.settings.turnMs;
    for (;;) {
      const cleared = await this.db.transaction((tx) => this.chunk(tx, batchId));
      if (cleared === 0) return;
      if (performance.now() < ends) continue;
      await this.db.transaction((tx) => this.ask(tx, batchId));
      return;
    }
  }

  private chunk(tx: Tx, batchId: BatchId): Promise<number> {
    return this.messages.cancelWaiting(tx, batchId, CHUNK, this.clock.now());
  }
}
