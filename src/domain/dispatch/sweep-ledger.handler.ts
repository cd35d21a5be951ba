import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { sweepLedger } from './dispatch.jobs.js';
import { SweepLedger } from './sweep-ledger.js';

/** Sweeps the ledger, every 30 seconds. */
@Handles(sweepLedger)
export class SweepLedgerHandler implements Handler<typeof sweepLedger> {
  constructor(private readonly sweep: SweepLedger) {}

  run(): Promise<void> {
    return this.sweep.run();
  }
}
