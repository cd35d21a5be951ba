import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { ApplyRetention } from './apply-retention.js';
import { applyRetention } from './privacy.jobs.js';

/** Applies the retention once. */
@Handles(applyRetention)
export class ApplyRetentionHandler implements Handler<typeof applyRetention> {
  constructor(private readonly retention: ApplyRetention) {}

  async run(): Promise<void> {
    await this.retention.run();
  }
}
