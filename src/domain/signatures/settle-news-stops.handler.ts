import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { SettleNewsStops } from './settle-news-stops.js';
import { settleNewsStops } from './signatures.jobs.js';

/** Settles until nothing waits. */
@Handles(settleNewsStops)
export class SettleNewsStopsHandler implements Handler<typeof settleNewsStops> {
  constructor(private readonly settle: SettleNewsStops) {}

  async run(): Promise<void> {
    while ((await this.settle.run()) > 0);
  }
}
