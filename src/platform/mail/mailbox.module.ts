import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { Log } from '../config/log.js';
import { EmbeddedMailbox } from './embedded-mailbox.js';
import { MailboxSearch } from './mailbox-search.js';
import { MailboxStore } from './mailbox-store.js';

/** The embedded mailbox: its server, which the worker starts, and its store, which the pages read. */
@Module({
  providers: [
    {
      provide: MailboxStore,
      inject: [Config],
      useFactory: ({ dataDir }: Config) => new MailboxStore(join(dataDir, 'mailbox')),
    },
    {
      provide: MailboxSearch,
      inject: [MailboxStore],
      useFactory: (store: MailboxStore) => new MailboxSearch(store),
    },
    {
      provide: EmbeddedMailbox,
      inject: [MailboxStore, Clock, Log],
      useFactory: (store: MailboxStore, clock: Clock, log: Log) => new EmbeddedMailbox(store, clock, log),
    },
  ],
  exports: [MailboxStore, MailboxSearch, EmbeddedMailbox],
})
export class MailboxModule {}
