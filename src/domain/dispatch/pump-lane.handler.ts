import type { LaneId } from '../../kernel/id.js';
import type { PayloadOf } from '../../platform/jobs/define-job.js';
import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { pumpLane } from './dispatch.jobs.js';
import { PumpLane } from './pump-lane.js';

/** Pumps a lane of bulk mail. */
@Handles(pumpLane)
export class PumpLaneHandler implements Handler<typeof pumpLane> {
  constructor(private readonly pump: PumpLane) {}

  run({ laneId }: PayloadOf<typeof pumpLane>): Promise<void> {
    return this.pump.run(laneId as LaneId);
  }
}
