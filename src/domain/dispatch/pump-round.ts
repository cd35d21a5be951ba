import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LaneId } from '../../kernel/id.js';
import { Aftermath } from './aftermath.js';
import { BatchStore } from './batch.store.js';
import { ClaimInPace } from './claim-in-pace.js';
import type { ClaimedMessage } from './claim.store.js';
import { Courier } from './courier.js';
import { PrepareMessages, type PreparedMessage } from './prepare-messages.js';
import { PumpRequests } from './pump-requests.js';

/** A claim that could not be prepared goes back and is tried again after this. */
const UNPREPARED_MS = 30_000;

/** The steps of a round that need the ledger. */
@Injectable()
export class PumpRound {
  constructor(
    private readonly db: DataSource,
    readonly courier: Courier,
    readonly requests: PumpRequests,
    private readonly claims: ClaimInPace,
    private readonly prepare: PrepareMessages,
    private readonly aftermath: Aftermath,
    private readonly batches: BatchStore,
    private readonly clock: Clock,
  ) {}

  /** Leases and prepares; what nobody can open fails, and if preparing itself fails the leases are given back. */
  async claim(laneId: LaneId): Promise<readonly PreparedMessage[]> {
    const claimed = await this.claims.run(laneId);
    if (claimed.length === 0) return [];
    try {
      const { prepared, unreadable } = await this.prepare.run(claimed);
      await Promise.all(unreadable.map((message) => this.courier.record(this.courier.unreadable(message))));
      return prepared;
    } catch (error) {
      await this.giveBack(claimed);
      throw error;
    }
  }

  /** After the last courier came home: what the results ask for, and batches that are done. */
  async settle(): Promise<void> {
    await this.aftermath.settle();
    await this.batches.complete(this.db.manager, this.clock.now());
  }

  private async giveBack(claimed: readonly ClaimedMessage[]): Promise<void> {
    await Promise.all(
      claimed.map((message) => this.courier.record(this.courier.returned(message, UNPREPARED_MS))),
    );
  }
}
