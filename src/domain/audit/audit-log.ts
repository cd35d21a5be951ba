import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/database/sql.js';
import type { AuditAct } from './audit.rules.js';
import { type ChainedAct, GENESIS, hashOf } from './chain.js';
import { AuditStore } from './audit.store.js';

/** Writes an organizer's or operator's act into the chain, in the transaction of the act itself. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly entries: AuditStore,
    private readonly clock: Clock,
  ) {}

  /** Appends one act. Appending transactions wait for one another, so that the chain has one line and no gap. */
  async append(tx: Tx, act: AuditAct): Promise<void> {
    const head = await this.entries.lockHead(tx);
    const entry: ChainedAct = {
      ...act,
      number: (head?.number ?? 0) + 1,
      at: this.clock.now(),
      previousHash: head?.hash ?? GENESIS,
    };
    await this.entries.insert(tx, { ...entry, hash: hashOf(entry) });
  }
}
