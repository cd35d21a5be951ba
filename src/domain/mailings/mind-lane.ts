import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { Json } from '../../kernel/json.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { LaneNotFound, LaneNotHeld, PaceOfASeat } from '../dispatch/dispatch.errors.js';
import { type LaneRow, LaneStore } from '../dispatch/lane.store.js';
import type { Pace } from '../dispatch/pace.rules.js';
import { PumpRequests } from '../dispatch/pump-requests.js';
import { actorOf } from '../organizers/actor.js';
import { type By, may, require } from '../organizers/role.rules.js';

/** What whoever runs the instance may do to a lane: hold it, release it, set its pace. Each counts from the next claim on. */
@Injectable()
export class MindLane {
  constructor(
    private readonly db: DataSource,
    private readonly lanes: LaneStore,
    private readonly pumps: PumpRequests,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Stops a lane until it is released; a message in hand is still finished. Throws Forbidden, LaneNotFound. */
  hold(by: By, key: string, reason: string): Promise<void> {
    return this.act(by, key, 'dispatch.lane-held', { reason }, (tx, lane) =>
      this.lanes.hold(tx, lane.id, reason, this.clock.now(), null),
    );
  }

  /** Throws Forbidden, LaneNotFound, LaneNotHeld. */
  release(by: By, key: string): Promise<void> {
    return this.act(by, key, 'dispatch.lane-released', {}, async (tx, lane) => {
      if (!(await this.lanes.release(tx, lane.id))) throw new LaneNotHeld();
      await this.pumps.ofLane(tx, lane);
    });
  }

  /**
   * Sets the whole pace. A seat's hours, weekdays and rate are the seat's own, which every letter sets anew: of its lane
   * only burst, spacing and jitter can be set. Throws Forbidden, LaneNotFound, PaceOfASeat.
   */
  setPace(by: By, key: string, pace: Pace): Promise<void> {
    const detail = { ...pace, weekdays: pace.weekdays && [...pace.weekdays] };
    return this.act(by, key, 'dispatch.lane-paced', detail, async (tx, lane) => {
      if (key.startsWith('seat:') && !sameHoursAndRate(lane.pace, pace)) throw new PaceOfASeat();
      await this.lanes.setPace(tx, lane.id, pace);
      await this.pumps.ofLane(tx, lane);
    });
  }

  /** Sets how many messages a lane may begin in all; null: as many as there are. Throws Forbidden, LaneNotFound. */
  setTotal(by: By, key: string, total: number | null): Promise<void> {
    return this.act(by, key, 'dispatch.lane-total-set', { total }, async (tx, lane) => {
      await this.lanes.setTotal(tx, lane.id, total);
      await this.pumps.ofLane(tx, lane);
    });
  }

  private async act(
    by: By,
    key: string,
    act: string,
    detail: Record<string, Json>,
    run: (tx: Tx, lane: LaneRow) => Promise<void>,
  ): Promise<void> {
    require(may(by).mindLanes());
    await this.db.transaction(async (tx) => {
      const lane = await this.lanes.findByKey(tx, key, this.clock.now());
      if (!lane) throw new LaneNotFound();
      await run(tx, lane);
      await this.audit.append(tx, { actor: actorOf(by), act, subject: { kind: 'lane', id: key }, detail });
    });
  }
}

function sameHoursAndRate(a: Pace, b: Pace): boolean {
  const own = ({ zone, windowFrom, windowUntil, weekdays, ratePerHour }: Pace) =>
    [zone, windowFrom, windowUntil, weekdays?.join(), ratePerHour].join(' ');
  return own(a) === own(b);
}
