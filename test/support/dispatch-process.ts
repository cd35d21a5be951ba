import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { type INestApplicationContext, Module, type OnModuleInit } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import { entities } from '../../src/apps/data-source.js';
import { FoundationModule } from '../../src/apps/foundation.module.js';
import { pumpLane, pumpUrgentLane, sweepLedger } from '../../src/domain/dispatch/dispatch.jobs.js';
import { DispatchSettings } from '../../src/domain/dispatch/dispatch-settings.js';
import { SlotSources } from '../../src/domain/dispatch/slot-sources.js';
import { DispatchWorkerModule } from '../../src/domain/dispatch/dispatch.worker.module.js';
import { SystemClock } from '../../src/kernel/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { openDataSource } from '../../src/platform/database/open-data-source.js';
import { JobsModule } from '../../src/platform/jobs/jobs.module.js';
import { openQueueServer } from '../../src/platform/jobs/open-queue-server.js';

/** What a worker that does nothing but dispatch is told. */
export interface DispatchProcessSettings {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Absent: the embedded mailbox in `dataDir`. */
  readonly smtpUrl?: string | undefined;
  readonly dataDir?: string;
  /** What it calls itself in EHLO, a name of loopback; absent: as in the service. */
  readonly name?: string;
  readonly logLevel?: 'silent' | 'warn';
  /** How long a lease lasts; absent: as in the service. */
  readonly leaseSeconds?: number;
}

/** Starts jobs and dispatch as a worker process has them; `close` stops them in order. */
export async function startDispatch(
  settings: DispatchProcessSettings,
  registerSlots: (sources: SlotSources) => void = () => undefined,
): Promise<INestApplicationContext> {
  const { databaseUrl, redisUrl, smtpUrl, dataDir, name, logLevel = 'silent', leaseSeconds } = settings;
  const log = openLog(logLevel);
  const config = loadConfig({
    VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
    ...(smtpUrl === undefined ? {} : { SMTP_URL: smtpUrl }),
    ...(name === undefined ? {} : { VIGIL_PUBLIC_URL: `http://${name}` }),
    ...(dataDir === undefined ? {} : { VIGIL_DATA_DIR: dataDir }),
  });
  const dataSource = await openDataSource({ url: databaseUrl, role: 'vigil_worker', entities, poolSize: 6 });
  const server = await openQueueServer({ databaseUrl, redisUrl, log });
  const foundation = {
    config,
    log,
    dataSource,
    clock: new SystemClock(),
    masterKey: new MasterKey(Buffer.alloc(32, 7)),
  };

  @Module({
    imports: [
      FoundationModule.on(foundation),
      JobsModule.on({
        databaseUrl,
        server,
        schedules: [{ job: sweepLedger, when: { everySeconds: 30 } }],
        jobs: [pumpLane, pumpUrgentLane, sweepLedger],
      }),
      DispatchWorkerModule,
    ],
  })
  class DispatchProcess implements OnModuleInit {
    constructor(private readonly modules: ModuleRef) {}

    /** Before any worker starts, as the modules of the service do. */
    onModuleInit(): void {
      registerSlots(this.modules.get(SlotSources, { strict: false }));
      if (leaseSeconds !== undefined) {
        Object.assign(this.modules.get(DispatchSettings, { strict: false }), { leaseSeconds });
      }
    }
  }

  const quietly = Object.assign(new NestApplicationContextOptions(), { logger: false, abortOnError: false });
  const app = await NestFactory.createApplicationContext(DispatchProcess, quietly);
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    await dataSource.destroy();
  };
  return app;
}
