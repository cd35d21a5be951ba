import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LaneId } from '../../kernel/id.js';
import { Aftermath } from './aftermath.js';
import { BatchStore } from './batch.store.js';
import { ClaimInPace } from './claim-in-pace.js';
import type { ClaimedMessage } from './claim.store.js';
import { Courier } from './courier.js';
import { LaneStore } from './lane.store.js';
import { PrepareMessages, type PreparedMessage } from './prepare-messages.js';
import { PumpRequests } from './pump-requests.js';
import { ReceivingOffices } from './receiving-offices.js';
import { SweepStore } from './sweep.store.js';

/** A claim that could not be prepared goes back and is tried again after this. */
const UNPREPARED_MS = 30_000;

/** A claim of which nothing may leave is followed by another at once, so often; then the rest of the work goes first. */
const MOST_IN_VAIN = 20;
const AFTER_VAIN_MS = 5_000;

/** The steps of a round that need the ledger. */
@Injectable()
export class PumpRound {
  constructor(
    private readonly db: DataSource,
    readonly courier: Courier,
    readonly requests: PumpRequests,
    private readonly lanes: LaneStore,
    private readonly claims: ClaimInPace,
    private readonly prepare: PrepareMessages,
    private readonly offices: ReceivingOffices,
    private readonly aftermath: Aftermath,
    private readonly batches: BatchStore,
    private readonly sweeps: SweepStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Leases and prepares; what nobody can open fails, what its provider may not get yet waits, and if preparing itself
   * fails the leases are given back. An empty answer means that nothing is due.
   */
  async claim(laneId: LaneId): Promise<readonly PreparedMessage[]> {
    for (let claim = 0; claim < MOST_IN_VAIN; claim += 1) {
      const { messages, until } = await this.claims.run(laneId);
      if (messages.length === 0) return [];
      const leaving = await this.prepared(messages);
      if (leaving.length > 0) return until ? leaving.map((message) => ({ ...message, until })) : leaving;
    }
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const lane = await this.lanes.find(tx, laneId, now);
      if (lane) await this.requests.ofLane(tx, lane, new Date(now.getTime() + AFTER_VAIN_MS));
    });
    return [];
  }

  private async prepared(claimed: readonly ClaimedMessage[]): Promise<readonly PreparedMessage[]> {
    try {
      const { prepared, unreadable } = await this.prepare.run(claimed);
      const { leaving, later, unroutable } = await this.offices.run(prepared);
      await Promise.all([
        ...unreadable.map((message) => this.courier.record(this.courier.unreadable(message))),
        ...unroutable.map((message) => this.courier.record(this.courier.unroutable(message))),
        ...later.map((wait) => this.courier.record(this.courier.putOff(wait))),
      ]);
      return leaving;
    } catch (error) {
      await this.giveBack(claimed);
      throw error;
    }
  }

  /** After the last courier came home: what the results ask for, and batches that are done. */
  async settle(): Promise<void> {
    await this.aftermath.settle();
    await this.sweeps.endLeases(this.db.manager);
    await this.batches.complete(this.db.manager, this.clock.now());
  }

  private async giveBack(claimed: readonly ClaimedMessage[]): Promise<void> {
    await Promise.all(
      claimed.map((message) => this.courier.record(this.courier.returned(message, UNPREPARED_MS))),
    );
  }
}
