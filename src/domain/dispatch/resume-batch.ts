import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore } from './batch.store.js';
import { BatchStateForbids } from './dispatch.errors.js';
import { PumpRequests } from './pump-requests.js';

/** Lets a paused batch go on. */
@Injectable()
export class ResumeBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly pumps: PumpRequests,
  ) {}

  /** Throws BatchStateForbids unless it is paused. A batch paused before its first message is checked again like a frozen one. */
  async run(tx: Tx, batchId: BatchId): Promise<void> {
    const { state } = await this.batches.lock(tx, batchId);
    if (state !== 'paused') throw new BatchStateForbids(state, 'resumed');
    await this.batches.resume(tx, batchId);
    await this.pumps.ofBatch(tx, batchId);
  }
}
