import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore, type BatchCounts } from './batch.store.js';
import { PumpRequests } from './pump-requests.js';

/** Closes a batch's list of recipients and lets it go: from here on its state is the mailing's state. */
@Injectable()
export class FreezeBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly pumps: PumpRequests,
    private readonly clock: Clock,
  ) {}

  /** Throws CountsDisagree unless candidates = planned + excluded and every planned message is a row. */
  async run(tx: Tx, batchId: BatchId, counts: BatchCounts): Promise<void> {
    await this.batches.freeze(tx, batchId, counts, this.clock.now());
    await this.pumps.ofBatch(tx, batchId);
  }
}
