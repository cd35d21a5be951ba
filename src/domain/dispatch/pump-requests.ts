import { Injectable } from '@nestjs/common';
import type { BatchId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { Outbox } from '../../platform/jobs/outbox.js';
import { pumpLane, pumpUrgentLane } from './dispatch.jobs.js';

/** Asks for pumps in the transaction of the change that made messages ready. */
@Injectable()
export class PumpRequests {
  constructor(private readonly outbox: Outbox) {}

  /** One pump of one lane. */
  async ofLane(tx: Tx, lane: { id: string; urgent: boolean }, runAt?: Date): Promise<void> {
    const job = lane.urgent ? pumpUrgentLane : pumpLane;
    await this.outbox.add(tx, job, { laneId: lane.id }, runAt ? { runAt } : {});
  }

  /** A pump for every lane in which the batch has messages that wait. */
  async ofBatch(tx: Tx, batchId: BatchId): Promise<void> {
    const lanes = await rows<{ id: string; urgent: boolean }>(
      tx,
      `SELECT id, urgent FROM lane WHERE id IN
         (SELECT lane_id FROM queue WHERE batch_id = $1)`,
      [batchId],
    );
    for (const lane of lanes) await this.ofLane(tx, lane);
  }

  /** A pump for every lane in which anything waits. */
  async ofAll(tx: Tx): Promise<void> {
    const lanes = await rows<{ id: string; urgent: boolean }>(
      tx,
      `SELECT id, urgent FROM lane
        WHERE EXISTS (SELECT 1 FROM queue q WHERE q.lane_id = lane.id)`,
    );
    for (const lane of lanes) await this.ofLane(tx, lane);
  }
}
