import type { LaneId } from '../../kernel/id.js';
import type { PayloadOf } from '../../platform/jobs/define-job.js';
import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { pumpUrgentLane } from './dispatch.jobs.js';
import { PumpLane } from './pump-lane.js';

/** Pumps the urgent lane. */
@Handles(pumpUrgentLane)
export class PumpUrgentLaneHandler implements Handler<typeof pumpUrgentLane> {
  constructor(private readonly pump: PumpLane) {}

  run({ laneId }: PayloadOf<typeof pumpUrgentLane>): Promise<void> {
    return this.pump.run(laneId as LaneId);
  }
}
