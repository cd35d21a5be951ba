import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { startDueMailings } from './mailings.jobs.js';
import { StartDueMailings } from './start-due-mailings.js';

@Handles(startDueMailings)
export class StartDueMailingsHandler implements Handler<typeof startDueMailings> {
  constructor(private readonly start: StartDueMailings) {}

  async run(): Promise<void> {
    await this.start.run();
  }
}
