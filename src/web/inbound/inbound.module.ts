import { Module } from '@nestjs/common';
import { DispatchWorkerModule } from '../../domain/dispatch/dispatch.worker.module.js';
import { SignaturesModule } from '../../domain/signatures/signatures.module.js';
import { HttpsFetch, WebFetch } from '../../platform/mail/hooks/web-fetch.js';
import { MailModule } from '../../platform/mail/mail.module.js';
import { EmptyMailbox } from './empty-mailbox.js';
import { InboundMail } from './inbound-mail.js';
import { InboundMailbox, InboundMailboxPace } from './inbound-mailbox.js';
import { RefusedHooks } from './refused-hooks.js';
import { RelayHooks } from './relay-hooks.js';
import { TakeMail } from './take-mail.js';

/** The doors for what comes back, of the worker: only it may open contacts. */
@Module({
  imports: [DispatchWorkerModule, SignaturesModule, MailModule],
  providers: [
    EmptyMailbox,
    InboundMail,
    InboundMailbox,
    RefusedHooks,
    RelayHooks,
    TakeMail,
    { provide: InboundMailboxPace, useFactory: () => new InboundMailboxPace() },
    { provide: WebFetch, useClass: HttpsFetch },
  ],
})
export class InboundModule {}
