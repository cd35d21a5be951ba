import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { BatchId, LaneId } from '../../kernel/id.js';
import { Log } from '../../platform/config/log.js';
import { rows } from '../../platform/database/sql.js';
import { BatchGuards } from './batch-guards.js';
import { BatchStore } from './batch.store.js';
import { ClearBatch } from './clear-batch.js';

/** Lets frozen batches begin, after what their approval bound was computed anew; a batch that differs fails and sends nothing. */
@Injectable()
export class StartBatches {
  constructor(
    private readonly db: DataSource,
    private readonly batches: BatchStore,
    private readonly clear: ClearBatch,
    private readonly guards: BatchGuards,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The batches with messages that are due in a lane; each is checked once, by whichever worker comes first. */
  async run(laneId: LaneId): Promise<void> {
    const due = await rows<{ id: BatchId }>(
      this.db.manager,
      `SELECT b.id FROM batch b
        WHERE b.state = 'frozen' AND (b.not_before IS NULL OR b.not_before <= $2)
          AND EXISTS (SELECT 1 FROM queue q
                       WHERE q.batch_id = b.id AND q.lane_id = $1 AND q.next_attempt_at <= $2)`,
      [laneId, this.clock.now()],
    );
    for (const { id } of due) await this.start(id);
  }

  private async start(id: BatchId): Promise<void> {
    await this.db.transaction(async (tx) => {
      const batch = await this.batches.lock(tx, id);
      if (batch.state !== 'frozen') return;
      const refusal = await this.guards.check(tx, batch);
      if (refusal === null) {
        await this.batches.start(tx, id, this.clock.now());
        return;
      }
      this.log.error({ batchId: id, refusal }, 'a batch differs from what was approved and is not sent');
      await this.batches.fail(tx, id, refusal, this.clock.now());
      await this.clear.begin(tx, id);
    });
  }
}
