import { Module } from '@nestjs/common';
import { DispatchWorkerModule } from '../../domain/dispatch/dispatch.worker.module.js';
import { MailModule } from '../../platform/mail/mail.module.js';
import { InboundMail } from './inbound-mail.js';

/** The door for mail, of the worker: only it may open contacts. */
@Module({ imports: [DispatchWorkerModule, MailModule], providers: [InboundMail] })
export class InboundModule {}
