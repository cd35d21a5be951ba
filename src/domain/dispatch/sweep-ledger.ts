import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { BatchStore } from './batch.store.js';
import { ClearBatch } from './clear-batch.js';
import { FirstSending } from './first-sending.js';
import { LeaseOwner } from './lease-owner.js';
import { PumpRequests } from './pump-requests.js';
import { SweepStore } from './sweep.store.js';

/** A start after a crash does not wait for the schedule. */
const AFTER_START_MS = [0, 6_000];

/** The ledger's housekeeping: nothing that waits depends on a job having survived. */
@Injectable()
export class SweepLedger implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly sweeps: SweepStore,
    private readonly batches: BatchStore,
    private readonly clear: ClearBatch,
    private readonly pumps: PumpRequests,
    private readonly owner: LeaseOwner,
    private readonly firstSending: FirstSending,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One transaction; twice at once does no harm. */
  async run(): Promise<void> {
    const now = this.clock.now();
    await this.owner.number();
    const expired = await this.db.transaction(async (tx) => {
      // Before as well as after: only what still holds something is looked through.
      await this.sweeps.endLeases(tx);
      const released = await this.sweeps.releaseUnsent(tx);
      const doubted = await this.sweeps.doubtUnanswered(tx, now);
      const resent = await this.sweeps.resend(tx, now);
      const assumed = await this.sweeps.assumeSent(tx, now);
      const expired = await this.sweeps.expire(tx, now);
      await this.sweeps.endLeases(tx);
      await this.batches.complete(tx, now);
      for (const id of await this.batches.toClear(tx)) await this.clear.ask(tx, id);
      for (const lane of await this.sweeps.dueLanes(tx, now)) await this.pumps.ofLane(tx, lane);
      const counts = { released, doubted, resent, assumed, expired };
      if (Object.values(counts).some((count) => count > 0)) this.log.warn(counts, 'the ledger was swept');
      return expired;
    });
    if (expired > 0 && !(await this.firstSending.isFree())) {
      this.log.error({ expired }, 'messages gave up waiting: nothing may leave before a test mail arrived');
    }
  }

  onApplicationBootstrap(): void {
    for (const delay of AFTER_START_MS) {
      const timer = setTimeout(() => {
        this.run().catch((error: unknown) => {
          this.log.warn(faultOf(error), 'the first sweep failed');
        });
      }, delay);
      this.timers.push(timer.unref());
    }
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
