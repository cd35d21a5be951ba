import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LaneId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { countedBy, holdingFor, leaveOf, standAfter, worthLooking } from './allowances.js';
import { BucketStore } from './bucket.store.js';
import { ClaimStore, type ClaimedMessage } from './claim.store.js';
import { DispatchSettings } from './dispatch-settings.js';
import { openHours } from './lane-hours.js';
import { LaneStore, type LaneRow } from './lane.store.js';
import { grant, hasRate, isUnpaced } from './pace.rules.js';
import { PumpRequests } from './pump-requests.js';

/** A lane that has hours leases few at a time, so that little goes back when they end. */
const WITHIN_HOURS = 50;

/** What a claim leased; `until`: when the lane's hours end, after which none of it may leave. */
export interface Claim {
  readonly messages: readonly ClaimedMessage[];
  readonly until: Date | null;
}

const NOTHING: Claim = { messages: [], until: null };

/**
 * Leases what a lane may send at this moment: nothing while it is held or closed, no more than its own rate and total
 * and every limit beyond it (relay, warm-up, campaign, mailing) allow together.
 */
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
   * A hold, a pace and a limit count from the next claim on. Where a rate ends a claim, a pump is asked for when the
   * next message may leave; a lane that is closed is looked at by every sweep.
   */
  async run(laneId: LaneId): Promise<Claim> {
    const now = this.clock.now();
    const lane = await this.lanes.find(this.db.manager, laneId, now);
    if (!lane || lane.held) return NOTHING;
    const { pace, total } = lane;
    const most = this.settings.claimSize;
    const free = isUnpaced(pace) && total === null;
    if (free && !(await this.buckets.limitsSomething(this.db.manager))) {
      const messages = await this.db.transaction((tx) => this.claims.claim(tx, laneId, most, now));
      return { messages, until: null };
    }
    const hours = openHours(pace, now);
    if (hours.opens > now) return NOTHING;
    const size = hours.closes ? Math.min(most, WITHIN_HOURS) : most;
    const messages = await this.db.transaction((tx) => this.claim(tx, lane, size, now));
    return { messages, until: hours.closes };
  }

  private async claim(tx: Tx, lane: LaneRow, size: number, now: Date): Promise<ClaimedMessage[]> {
    const { id, pace, urgent } = lane;
    const fresh = lane.total === null ? null : await this.lanes.lockRest(tx, id);
    const limits = holdingFor(await this.buckets.lockLimits(tx), urgent);
    const leave = leaveOf(limits, now, urgent, fresh);
    const paced = hasRate(pace)
      ? grant(pace, await this.buckets.lock(tx, id, now), now, Math.min(size, leave.most))
      : null;
    const granted = paced?.granted ?? Math.min(size, leave.most);
    const claimed = granted === 0 ? [] : await this.claims.claim(tx, id, granted, now, leave.within);
    const tats = standAfter(limits, now, countedBy(limits, claimed));
    let again = worthLooking(limits, tats, now, urgent);
    if (paced) {
      const then = paced.after(claimed.length);
      if (claimed.length > 0) tats.set(`lane:${id}`, then.tat);
      if (claimed.length === paced.granted && then.next > now) again ??= then.next;
    }
    await this.buckets.write(tx, tats);
    if (lane.total !== null) {
      await this.lanes.countBegun(tx, id, claimed.filter(({ attempts }) => attempts === 1).length);
    }
    if (again) await this.pumps.ofLane(tx, lane, again);
    return claimed;
  }
}
