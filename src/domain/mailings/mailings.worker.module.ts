import { Module } from '@nestjs/common';
import { MailingsModule } from './mailings.module.js';
import { MaterialiseMailingHandler } from './materialise-mailing.handler.js';
import { StartDueMailingsHandler } from './start-due-mailings.handler.js';
import { TellSentLettersHandler } from './tell-sent-letters.handler.js';

/** The part of mailings that runs by itself: only the worker has it. */
@Module({
  imports: [MailingsModule],
  providers: [MaterialiseMailingHandler, StartDueMailingsHandler, TellSentLettersHandler],
})
export class MailingsWorkerModule {}
