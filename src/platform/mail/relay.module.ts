import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log } from '../config/log.js';
import { EmbeddedMailbox } from './embedded-mailbox.js';
import { MailboxModule } from './mailbox.module.js';
import { limitsOf, Relay } from './relay.js';
import { relaySettings } from './relay-settings.js';

/** The way to the mail server of SMTP_URL, or to the embedded mailbox. */
@Module({
  imports: [MailboxModule],
  providers: [
    {
      provide: Relay,
      inject: [Config, EmbeddedMailbox, Log],
      useFactory: ({ smtpUrl, publicUrl }: Config, mailbox: EmbeddedMailbox, log: Log) =>
        new Relay(
          () => (smtpUrl === undefined ? mailbox.relay() : relaySettings(smtpUrl)),
          new URL(publicUrl).hostname,
          limitsOf(smtpUrl),
          () => {
            log.warn(
              {},
              'the mail server takes no commands behind a mail, as RFC 2920 asks: it is sent one turn after another',
            );
          },
        ),
    },
  ],
  exports: [Relay],
})
export class RelayModule {}
