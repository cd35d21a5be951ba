import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log } from '../config/log.js';
import { EmbeddedMailbox } from './embedded-mailbox.js';
import { MailboxModule } from './mailbox.module.js';
import { Relay, RELAY_LIMITS } from './relay.js';
import { connectionsOf, relaySettings } from './relay-settings.js';

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
          { ...RELAY_LIMITS, ...bulkOf(smtpUrl) },
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

function bulkOf(smtpUrl: string | undefined): { bulk?: number } {
  const bulk = smtpUrl === undefined ? null : connectionsOf(smtpUrl);
  return bulk === null ? {} : { bulk };
}
