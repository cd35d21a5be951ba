import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

const lane = z.object({ laneId: z.uuid() });

/** Sends what is ready in a lane of bulk mail. */
export const pumpLane = defineJob({ name: 'dispatch.pump-lane', queue: 'bulk', payload: lane });

/** Sends what is ready in the urgent lane, never behind a mailing. */
export const pumpUrgentLane = defineJob({
  name: 'dispatch.pump-urgent-lane',
  queue: 'urgent',
  payload: lane,
});

/** Takes what waits of a batch that is over out of the queue. */
export const clearBatch = defineJob({
  name: 'dispatch.clear-batch',
  queue: 'bulk',
  payload: z.object({ batchId: z.uuid() }),
});

/** Every 30 s: pumps for lanes with ready rows, leases that ran out, doubts, expiries, and what waits of batches that are over. */
export const sweepLedger = defineJob({
  name: 'dispatch.sweep-ledger',
  queue: 'clock',
  payload: z.object({}),
});
