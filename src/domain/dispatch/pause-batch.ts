import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore } from './batch.store.js';

/** Stops a batch at run time: not one more message is handed over once this is committed. */
@Injectable()
export class PauseBatch {
  constructor(private readonly batches: BatchStore) {}

  /** Throws BatchStateForbids unless it is frozen or sending. */
  run(tx: Tx, batchId: BatchId): Promise<void> {
    return this.batches.move(tx, batchId, 'paused');
  }
}
