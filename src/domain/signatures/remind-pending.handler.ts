import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { RemindPending } from './remind-pending.js';
import { remindPending } from './signatures.jobs.js';

/** Reminds until nobody is left who is due. */
@Handles(remindPending)
export class RemindPendingHandler implements Handler<typeof remindPending> {
  constructor(private readonly remind: RemindPending) {}

  async run(): Promise<void> {
    while ((await this.remind.run()) > 0);
  }
}
