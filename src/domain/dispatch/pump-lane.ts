import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LaneId } from '../../kernel/id.js';
import { faultOf, Log } from '../../platform/config/log.js';
import { DispatchSettings } from './dispatch-settings.js';
import { FirstSending } from './first-sending.js';
import { laneKindOf } from './lane-kind.rules.js';
import { LanePump } from './lane-pump.js';
import { LaneStore, type LaneRow } from './lane.store.js';
import { Relay } from '../../platform/mail/relay.js';
import type { PreparedMessage } from './prepare-messages.js';
import { PumpRound } from './pump-round.js';
import { StartBatches } from './start-batches.js';

/** A server that does not answer gets so long when the process is told to stop. */
const PATIENCE_MS = 3_000;

interface Turn {
  ends: number;
  askedForMore: boolean;
}

/** Sends what is ready in a lane. One pump per lane and process; its jobs only wake it, so a second one does no harm. */
@Injectable()
export class PumpLane implements OnModuleDestroy {
  private readonly pumps = new Map<LaneId, LanePump>();
  private readonly turns = new Map<LaneId, Turn>();
  private closing = false;

  constructor(
    private readonly db: DataSource,
    private readonly lanes: LaneStore,
    private readonly firstSending: FirstSending,
    private readonly batches: StartBatches,
    private readonly round: PumpRound,
    private readonly relay: Relay,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Resolves when nothing more is due, or when the lane's turn is over and another pump was asked for; at once where the
   * lane's pump is at work already: it looks again, and the queue's place is free for others.
   */
  async run(laneId: LaneId): Promise<void> {
    const lane = await this.lanes.find(this.db.manager, laneId, this.clock.now());
    if (!lane || lane.held || this.closing) return;
    if (!(await this.firstSending.mayPump(lane.key))) return;
    await this.batches.run(laneId);
    this.turns.set(laneId, { ends: performance.now() + this.settings.turnMs, askedForMore: false });
    const pump = this.pumpOf(lane);
    if (pump.isAwake) {
      pump.wake().catch((error: unknown) => {
        this.log.warn({ laneId, ...faultOf(error) }, 'a pump failed; the sweep asks again');
      });
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const turnOver = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.settings.turnMs);
    });
    try {
      await Promise.race([pump.wake(), turnOver]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Couriers finish what they have in hand, within a few seconds; what is leased and not begun goes back. */
  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    const home = Promise.all([...this.pumps.values()].map((pump) => pump.retire()));
    const timer = setTimeout(() => {
      this.relay.abort();
    }, PATIENCE_MS);
    await home;
    clearTimeout(timer);
    this.relay.close();
  }

  private pumpOf(lane: LaneRow): LanePump {
    const known = this.pumps.get(lane.id);
    if (known) return known;
    const pump = new LanePump(this.round.courier, {
      urgent: lane.urgent,
      laneKind: laneKindOf(lane.key),
      // More would wait for each other with messages in hand.
      connections: Math.min(lane.connections, this.relay.limits[lane.urgent ? 'urgent' : 'bulk']),
      claim: () => this.claim(lane),
      settle: () => this.round.settle(),
    });
    this.pumps.set(lane.id, pump);
    return pump;
  }

  private async claim(lane: LaneRow): Promise<readonly PreparedMessage[]> {
    const turn = this.turns.get(lane.id);
    if (this.closing || !turn || turn.askedForMore) return [];
    if (performance.now() < turn.ends) return this.round.claim(lane.id);
    turn.askedForMore = true;
    await this.db.transaction((tx) => this.round.requests.ofLane(tx, lane));
    return [];
  }
}
