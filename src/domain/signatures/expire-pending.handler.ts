import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { ExpirePending } from './expire-pending.js';
import { expirePending } from './signatures.jobs.js';

/** Expires what is due. */
@Handles(expirePending)
export class ExpirePendingHandler implements Handler<typeof expirePending> {
  constructor(private readonly expire: ExpirePending) {}

  run(): Promise<number> {
    return this.expire.run();
  }
}
