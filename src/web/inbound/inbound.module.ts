import { Module } from '@nestjs/common';
import { DispatchWorkerModule } from '../../domain/dispatch/dispatch.worker.module.js';
import { MailModule } from '../../platform/mail/mail.module.js';
import { EmptyMailbox } from './empty-mailbox.js';
import { InboundMail } from './inbound-mail.js';
import { InboundMailbox, InboundMailboxPace } from './inbound-mailbox.js';

/** The doors for mail, of the worker: only it may open contacts. */
@Module({
  imports: [DispatchWorkerModule, MailModule],
  providers: [
    EmptyMailbox,
    InboundMail,
    InboundMailbox,
    { provide: InboundMailboxPace, useFactory: () => new InboundMailboxPace() },
  ],
})
export class InboundModule {}
