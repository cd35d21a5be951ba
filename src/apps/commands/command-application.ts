import type { Abstract, INestApplicationContext } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { checkMasterKey } from '../../domain/keys/check-master-key.js';
import { utcDay } from '../../kernel/calendar-date.js';
import { SystemClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import type { Log } from '../../platform/config/log.js';
import { migrate } from '../../platform/database/migrate.js';
import { openDataSource } from '../../platform/database/open-data-source.js';
import type { Tx } from '../../platform/database/sql.js';
import { readMasterKey } from '../../platform/embedded/master-key-file.js';
import type { CommandDatabase } from '../../platform/embedded/with-database.js';
import { CliModule } from '../cli.module.js';
import { entities } from '../data-source.js';
import { requireUpToDate } from './require-up-to-date.js';

/** Nest neither prints nor ends the process: what fails is told in the command's own sentence. */
const quietly = Object.assign(new NestApplicationContextOptions(), {
  logger: false as const,
  abortOnError: false,
});

/** All domain modules without a door: no HTTP, no worker. A command calls their verbs and nothing else. */
export class CommandApplication {
  private constructor(
    readonly config: Config,
    /** Where the running service's pages are; absent when none runs on the data folder. */
    readonly origin: string | undefined,
    private readonly context: INestApplicationContext,
    private readonly dataSource: DataSource,
  ) {}

  /** Opens the modules on a database that is up to date; throws DatabaseBehind where somebody else has to see to that. */
  static async open(config: Config, database: CommandDatabase, log: Log): Promise<CommandApplication> {
    // A database that the command itself started has nobody else to bring it up to date.
    if (config.databaseUrl === undefined && database.origin === undefined) {
      await migrate(database.url, migrations);
    } else {
      await requireUpToDate(database.url, migrations);
    }
    const masterKey = readMasterKey(config);
    const dataSource = await openDataSource({
      url: database.url,
      role: 'vigil_worker',
      entities,
      poolSize: 3,
    });
    try {
      const clock = new SystemClock();
      await checkMasterKey(dataSource, masterKey, utcDay(clock.now()));
      const root = CliModule.on({ config, clock, log, dataSource, masterKey });
      const context = await NestFactory.createApplicationContext(root, quietly);
      return new CommandApplication(config, database.origin, context, dataSource);
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
  }

  /** A verb or a store of the domain. */
  get<T>(type: Abstract<T>): T {
    return this.context.get<T>(type, { strict: false });
  }

  /** What a command reads or writes besides its verb, in one transaction. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Closes the modules and the connections. */
  async close(): Promise<void> {
    await this.context.close();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
