import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MailIdentity, parseMailbox } from './mail-identity.js';

/** Under whose names the instance mails. */
@Module({
  providers: [
    {
      provide: MailIdentity,
      inject: [Config],
      useFactory: ({ mailFrom, bounceDomain }: Config) =>
        new MailIdentity(parseMailbox(mailFrom), bounceDomain),
    },
  ],
  exports: [MailIdentity],
})
export class MailModule {}
