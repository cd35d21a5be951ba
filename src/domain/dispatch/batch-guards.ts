import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import type { BatchRow } from './batch.store.js';
import type { MessageKind } from './message-kind.rules.js';

/** Checks a batch before its first message: recomputes what the approval bound. Answers null, or why it must not leave. */
export type BatchGuard = (tx: Tx, batch: BatchRow) => Promise<string | null>;

/** Where modules further right register the check of their kinds. */
@Injectable()
export class BatchGuards {
  private readonly guards = new Map<MessageKind, BatchGuard>();

  /** One guard per kind; a second one is a programming error. */
  register(kind: MessageKind, guard: BatchGuard): void {
    if (this.guards.has(kind)) throw new Error(`batches of ${kind} have a guard already`);
    this.guards.set(kind, guard);
  }

  /** Null lets the batch go; a text is the reason of its failure. */
  async check(tx: Tx, batch: BatchRow): Promise<string | null> {
    return (await this.guards.get(batch.kind)?.(tx, batch)) ?? null;
  }
}
