import { Global, type INestApplicationContext, Module, type Provider } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '../../src/kernel/clock.js';
import { Log, openLog } from '../../src/platform/config/log.js';
import { openDataSource } from '../../src/platform/database/open-data-source.js';
import type { JobDefinition } from '../../src/platform/jobs/define-job.js';
import { JobsModule } from '../../src/platform/jobs/jobs.module.js';
import { openQueueServer } from '../../src/platform/jobs/open-queue-server.js';
import { Outbox } from '../../src/platform/jobs/outbox.js';
import type { Schedule } from '../../src/platform/jobs/schedules.js';

/** What a worker process of a test is made of. */
export interface JobProcessSettings {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Handlers and what they need. */
  readonly providers: Provider[];
  readonly jobs: readonly JobDefinition[];
  readonly schedules?: readonly Schedule[];
  readonly clock?: Clock;
  /** Takes the lines of the log. */
  readonly log?: (line: string) => void;
}

/** Starts a worker process's jobs in this process, with connections of its own; `close` stops it in order. */
export async function startJobs(settings: JobProcessSettings): Promise<INestApplicationContext> {
  const { databaseUrl, redisUrl, providers, jobs, schedules = [], clock = new SystemClock() } = settings;
  const log = openLog('info', { write: settings.log ?? (() => undefined) });
  const dataSource = await openDataSource({
    url: databaseUrl,
    role: 'vigil_worker',
    entities: [],
    poolSize: 4,
  });
  const server = await openQueueServer({ databaseUrl, redisUrl, log });

  const foundation = [
    { provide: Clock, useValue: clock },
    { provide: Log, useValue: log },
    { provide: DataSource, useValue: dataSource },
    Outbox,
  ];

  @Global()
  @Module({ providers: foundation, exports: foundation })
  class Foundation {}

  @Module({
    imports: [Foundation, JobsModule.on({ databaseUrl, server, schedules, jobs })],
    providers: [...providers],
  })
  class WorkerProcess {}

  const quietly = Object.assign(new NestApplicationContextOptions(), { logger: false, abortOnError: false });
  const app = await NestFactory.createApplicationContext(WorkerProcess, quietly).catch(
    async (error: unknown) => {
      await server.close();
      await dataSource.destroy();
      throw error;
    },
  );
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    if (dataSource.isInitialized) await dataSource.destroy();
  };
  return app;
}
