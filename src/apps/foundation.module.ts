import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { Config } from '../platform/config/config.js';
import { Log } from '../platform/config/log.js';
import { MasterKey } from '../platform/config/master-key.js';
import { Outbox } from '../platform/jobs/outbox.js';

/** What a process that may open everything is given before its modules are made. */
export interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly dataSource: DataSource;
  readonly masterKey: MasterKey;
}

/**
 * What every module of the console, the worker and the commands may be injected with. The public web
 * process has no such thing: neither a data source nor a master key. Whoever opened the parts closes them.
 */
@Global()
@Module({})
export class FoundationModule {
  /** The module on parts that are already open. */
  static on({ config, clock, log, dataSource, masterKey }: Foundation): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: log },
      { provide: DataSource, useValue: dataSource },
      { provide: MasterKey, useValue: masterKey },
      Outbox,
    ];
    return { module: FoundationModule, providers, exports: providers };
  }
}
