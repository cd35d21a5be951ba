import { Handles, type Handler } from '../../../platform/jobs/handler.js';
import { raiseAlerts } from '../signatures.jobs.js';
import { RaiseAlerts } from './raise-alerts.js';

/** Looks once. */
@Handles(raiseAlerts)
export class RaiseAlertsHandler implements Handler<typeof raiseAlerts> {
  constructor(private readonly verb: RaiseAlerts) {}

  run(): Promise<number> {
    return this.verb.run();
  }
}
