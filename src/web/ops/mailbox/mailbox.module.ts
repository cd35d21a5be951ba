import { Module } from '@nestjs/common';
import { MailboxModule } from '../../../platform/mail/mailbox.module.js';
import { MailController } from './mail.controller.js';
import { MailboxController } from './mailbox.controller.js';

/** The pages of the embedded mailbox. */
@Module({ imports: [MailboxModule], controllers: [MailboxController, MailController] })
export class MailboxPagesModule {}
