import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore, type BatchWish } from './batch.store.js';

/** Opens the batch of an approved mailing, to be filled by PostMessages and closed by FreezeBatch; nothing leaves before. */
@Injectable()
export class CreateBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly clock: Clock,
  ) {}

  /** Idempotent by occurrence key, so that an interrupted materialising goes on. Throws OccurrenceTaken on other contents. */
  run(tx: Tx, wish: BatchWish): Promise<BatchId> {
    return this.batches.create(tx, wish, this.clock.now());
  }
}
