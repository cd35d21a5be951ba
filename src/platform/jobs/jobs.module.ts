import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../config/log.js';
import type { JobDefinition } from './define-job.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobWorkers } from './job-workers.js';
import { Outbox } from './outbox.js';
import { QueueServer } from './queue-server.js';
import { Relay } from './relay.js';
import { type Schedule, Schedules } from './schedules.js';

export interface JobsSettings {
  /** The database whose outbox is relayed. */
  readonly databaseUrl: string;
  readonly server: QueueServer;
  readonly schedules: readonly Schedule[];
  /** What must have a handler (default: every job that was declared). */
  readonly jobs?: readonly JobDefinition[];
}

/** Runs the jobs of the application it is imported into; needs Clock, Log, DataSource and Outbox there. */
@Module({})
export class JobsModule {
  /** The module on a queue server that is already open, which it closes with the application. */
  static on({ databaseUrl, server, schedules, jobs }: JobsSettings): DynamicModule {
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [
        JobRegistry,
        { provide: QueueServer, useValue: server },
        {
          provide: JobRunner,
          inject: [JobRegistry, DataSource, Outbox, Clock, Log],
          useFactory: (registry: JobRegistry, db: DataSource, outbox: Outbox, clock: Clock, log: Log) =>
            new JobRunner({
              server,
              relay: new Relay(server, databaseUrl, clock, log),
              schedules: new Schedules(schedules, db, outbox, clock, log),
              workers: new JobWorkers(server, () => registry.match(jobs), log),
            }),
        },
      ],
      exports: [QueueServer],
    };
  }
}
