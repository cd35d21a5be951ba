import type { BatchId } from '../../kernel/id.js';
import type { PayloadOf } from '../../platform/jobs/define-job.js';
import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { ClearBatch } from './clear-batch.js';
import { clearBatch } from './dispatch.jobs.js';

/** Clears a batch of many that is over. */
@Handles(clearBatch)
export class ClearBatchHandler implements Handler<typeof clearBatch> {
  constructor(private readonly clear: ClearBatch) {}

  run({ batchId }: PayloadOf<typeof clearBatch>): Promise<void> {
    return this.clear.run(batchId as BatchId);
  }
}
