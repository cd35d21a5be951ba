import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { suppressDisowned } from './signatures.jobs.js';
import { SuppressDisowned } from './suppress-disowned.js';

/** Suppresses until no address waits. */
@Handles(suppressDisowned)
export class SuppressDisownedHandler implements Handler<typeof suppressDisowned> {
  constructor(private readonly suppress: SuppressDisowned) {}

  async run(): Promise<void> {
    while ((await this.suppress.run()) > 0);
  }
}
