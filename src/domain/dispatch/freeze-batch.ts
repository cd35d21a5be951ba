import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore, type BatchCounts } from './batch.store.js';
import { CountsDisagree } from './dispatch.errors.js';
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
    const messages = await this.batches.messages(tx, batchId);
    const { candidates, planned, excluded } = counts;
    if (candidates !== planned + excluded || messages !== planned) {
      throw new CountsDisagree(candidates, planned, excluded, messages);
    }
    await this.freeze(tx, batchId, counts);
  }

  /**
   * For an audience that a query delivered: planned is what stands in the ledger, however often the posting was
   * interrupted, and who is left of the candidates was excluded. Throws CountsDisagree where messages are missing:
   * fewer stand there than were `posted` for certain.
   */
  async asPosted(tx: Tx, batchId: BatchId, candidates: number, posted: number): Promise<BatchCounts> {
    const planned = await this.batches.messages(tx, batchId);
    if (planned < posted) throw new CountsDisagree(candidates, posted, 0, planned);
    // Who joined between the count and the last of them makes more, never fewer.
    const all = Math.max(candidates, planned);
    const counts = { candidates: all, planned, excluded: all - planned };
    await this.freeze(tx, batchId, counts);
    return counts;
  }

  private async freeze(tx: Tx, batchId: BatchId, counts: BatchCounts): Promise<void> {
    await this.batches.freeze(tx, batchId, counts, this.clock.now());
    await this.pumps.ofBatch(tx, batchId);
  }
}
