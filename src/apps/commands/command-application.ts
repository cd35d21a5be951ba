import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { SystemClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { openLog } from '../../platform/config/log.js';
import { openDataSource } from '../../platform/database/open-data-source.js';
import type { Tx } from '../../platform/database/sql.js';
import { readMasterKey } from '../../platform/embedded/master-key-file.js';
import { CliModule } from '../cli.module.js';
import { entities } from '../data-source.js';
import { type ReachedDatabase, reachDatabase } from './reach-database.js';

/** All domain modules without a door: no HTTP, no worker. A command calls their verbs and nothing else. */
export class CommandApplication {
  private constructor(
    readonly config: Config,
    private readonly context: INestApplicationContext,
    private readonly database: ReachedDatabase,
  ) {}

  /** Opens everything a verb may need; what fails on the way gives back what was opened before it. */
  static async open(config: Config, progress: (step: string) => void): Promise<CommandApplication> {
    progress('looking for the database');
    const database = await reachDatabase(config);
    try {
      const masterKey = readMasterKey(config);
      const dataSource = await openDataSource({
        url: database.url,
        role: 'vigil_worker',
        entities,
        poolSize: 3,
      });
      const foundation = { config, clock: new SystemClock(), log: openLog('silent'), dataSource, masterKey };
      try {
        const context = await NestFactory.createApplicationContext(CliModule.on(foundation), {
          logger: false,
          abortOnError: false,
        });
        return new CommandApplication(config, context, database);
      } catch (error) {
        await dataSource.destroy();
        throw error;
      }
    } catch (error) {
      await database.release();
      throw error;
    }
  }

  /** A verb or a store of the domain. */
  get<T>(type: Type<T>): T {
    return this.context.get(type, { strict: false });
  }

  /** Reads, or the little that a command writes besides its verb, in one transaction. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Closes the modules, the connections and a database that was started for the command. */
  async close(): Promise<void> {
    const { dataSource } = this;
    await this.context.close();
    if (dataSource.isInitialized) await dataSource.destroy();
    await this.database.release();
  }

  private get dataSource(): DataSource {
    return this.context.get(DataSource, { strict: false });
  }
}
