import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore } from './batch.store.js';
import { ClearBatch } from './clear-batch.js';
import { BatchStateForbids } from './dispatch.errors.js';

/** Ends a batch at run time: what has not been handed over never will be. */
@Injectable()
export class CancelBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly clear: ClearBatch,
  ) {}

  /** Throws BatchStateForbids for a standing batch and for one that is over. */
  async run(tx: Tx, batchId: BatchId): Promise<void> {
    const batch = await this.batches.lock(tx, batchId);
    if (batch.standing) throw new BatchStateForbids('standing', 'cancelled');
    await this.batches.move(tx, batchId, 'cancelled');
    await this.clear.begin(tx, batchId);
  }
}
