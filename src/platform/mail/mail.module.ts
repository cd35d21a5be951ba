import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { relayNames } from './hooks/relay-name.js';
import { MailIdentity, parseMailbox } from './mail-identity.js';
import { SendingIdentity } from './sending-identity.js';

/** Under whose names the instance mails, and by which server. */
@Module({
  providers: [
    {
      provide: MailIdentity,
      inject: [Config],
      useFactory: ({ mailFrom, bounceDomain, hooks }: Config) =>
        new MailIdentity(
          parseMailbox(mailFrom),
          bounceDomain,
          relayNames.filter((relay) => hooks[relay].length > 0),
        ),
    },
    {
      provide: SendingIdentity,
      inject: [Config],
      useFactory: (config: Config) => new SendingIdentity(config),
    },
  ],
  exports: [MailIdentity, SendingIdentity],
})
export class MailModule {}
