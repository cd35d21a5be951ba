import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { raiseOccurrences } from './anniversaries.jobs.js';
import { RaiseOccurrences } from './raise-occurrences.js';

@Handles(raiseOccurrences)
export class RaiseOccurrencesHandler implements Handler<typeof raiseOccurrences> {
  constructor(private readonly raise: RaiseOccurrences) {}

  async run(): Promise<void> {
    await this.raise.run();
  }
}
