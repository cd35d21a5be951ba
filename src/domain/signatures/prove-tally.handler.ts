import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { ProveTally } from './prove-tally.js';
import { proveTally } from './signatures.jobs.js';

/** Proves once; what it finds is kept and told by the verb. */
@Handles(proveTally)
export class ProveTallyHandler implements Handler<typeof proveTally> {
  constructor(private readonly prove: ProveTally) {}

  async run(): Promise<void> {
    await this.prove.run();
  }
}
