import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { isOnThisMachine } from '../mail/relay-settings.js';
import { systemDns } from './dns-lookup.js';
import { MailRoutes } from './mail-routes.js';

/** The DNS as the worker asks it about the domains it writes to. */
@Module({
  providers: [
    {
      provide: MailRoutes,
      inject: [Config],
      useFactory: ({ smtpUrl }: Config) =>
        new MailRoutes(systemDns(), smtpUrl !== undefined && !isOnThisMachine(smtpUrl)),
    },
  ],
  exports: [MailRoutes],
})
export class DnsModule {}
