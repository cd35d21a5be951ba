import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BatchId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BatchStore } from './batch.store.js';
import type { MessageKind } from './message-kind.rules.js';

/** The batch of a scope's transactional mail of one kind (confirmations, sign-in links): always open. */
@Injectable()
export class EnsureStandingBatch {
  constructor(
    private readonly batches: BatchStore,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; answers the same batch ever after. */
  run(tx: Tx, wish: { kind: MessageKind; scope: string }): Promise<BatchId> {
    return this.batches.ensureStanding(tx, wish.kind, wish.scope, this.clock.now());
  }
}
