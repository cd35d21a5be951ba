import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LaneId } from '../../kernel/id.js';
import { BucketStore } from './bucket.store.js';
import { ClaimStore, type ClaimedMessage } from './claim.store.js';
import { DispatchSettings } from './dispatch-settings.js';
import { opensAt } from './lane-hours.js';
import { LaneStore } from './lane.store.js';
import { grant, isUnpaced } from './pace.rules.js';
import { PumpRequests } from './pump-requests.js';

/** A lane that has hours leases few at a time: what is leased still leaves after they end. */
const WITHIN_HOURS = 50;

/** Leases what a lane may send at this moment: nothing while it is held or closed, no more than its rate allows. */
@Injectable()
export class ClaimInPace {
  constructor(
    private readonly db: DataSource,
    private readonly lanes: LaneStore,
    private readonly buckets: BucketStore,
    private readonly claims: ClaimStore,
    private readonly pumps: PumpRequests,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * A hold and a new pace count from the next claim on. Where the rate alone ends a claim, a pump is asked for when the
   * next message may leave; a lane that is closed is looked at by every sweep.
   */
  async run(laneId: LaneId): Promise<ClaimedMessage[]> {
    const now = this.clock.now();
    const lane = await this.lanes.find(this.db.manager, laneId, now);
    if (!lane || lane.held) return [];
    const { pace } = lane;
    const most = this.settings.claimSize;
    if (isUnpaced(pace)) return this.claims.claim(this.db.manager, laneId, most, now);
    if (opensAt(pace, now) > now) return [];
    return this.db.transaction(async (tx) => {
      const tat = await this.buckets.lock(tx, laneId, now);
      const { granted, after } = grant(pace, tat, now, Math.min(most, WITHIN_HOURS));
      if (granted === 0) return [];
      const claimed = await this.claims.claim(tx, laneId, granted, now);
      if (claimed.length === 0) return [];
      const then = after(claimed.length);
      await this.buckets.advance(tx, laneId, then.tat);
      if (claimed.length === granted && then.next > now) await this.pumps.ofLane(tx, lane, then.next);
      return claimed;
    });
  }
}
