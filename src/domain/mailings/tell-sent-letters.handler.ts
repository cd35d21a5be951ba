import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { tellSentLetters } from './mailings.jobs.js';
import { TellSentLetters } from './tell-sent-letters.js';

@Handles(tellSentLetters)
export class TellSentLettersHandler implements Handler<typeof tellSentLetters> {
  constructor(private readonly tell: TellSentLetters) {}

  async run(): Promise<void> {
    await this.tell.run();
  }
}
