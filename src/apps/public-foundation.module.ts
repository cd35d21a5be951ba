import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Config } from '../platform/config/config.js';
import { Log } from '../platform/config/log.js';
import { WebDatabase } from '../platform/database/web-database.js';

/** What the public side is given before its modules are made: the role `vigil_web` and no key. */
export interface PublicFoundation {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly webDatabase: WebDatabase;
}

/** What every module of the public side may be injected with. */
@Global()
@Module({})
export class PublicFoundationModule {
  /** The module on parts that are already open; the database is closed with the application. */
  static on({ config, clock, log, webDatabase }: PublicFoundation): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Log, useValue: log },
      { provide: WebDatabase, useValue: webDatabase },
    ];
    return { module: PublicFoundationModule, providers, exports: providers };
  }
}
