import { type DynamicModule, Module } from '@nestjs/common';
import { AnniversariesWorkerModule } from '../domain/anniversaries/anniversaries.worker.module.js';
import { DispatchWorkerModule } from '../domain/dispatch/dispatch.worker.module.js';
import { MailingsWorkerModule } from '../domain/mailings/mailings.worker.module.js';
import { PrivacyWorkerModule } from '../domain/privacy/privacy.worker.module.js';
import { SignaturesWorkerModule } from '../domain/signatures/signatures.worker.module.js';
import { JobsModule } from '../platform/jobs/jobs.module.js';
import type { QueueServer } from '../platform/jobs/queue-server.js';
import type { Schedule } from '../platform/jobs/schedules.js';
import { InboundModule } from '../web/inbound/inbound.module.js';
import { WorkerMetricsModule } from '../web/ops/metrics/worker-metrics.module.js';
import { CampaignFileModule } from './campaign-file/campaign-file.module.js';

/** What the worker takes its jobs from. */
export interface WorkSource {
  /** Owner's URL of the database whose outbox is relayed. */
  readonly databaseUrl: string;
  readonly server: QueueServer;
  readonly schedules: readonly Schedule[];
}

/** The side without a door: everything that is done later, in batches or by the calendar. */
@Module({
  imports: [
    CampaignFileModule,
    SignaturesWorkerModule,
    DispatchWorkerModule,
    MailingsWorkerModule,
    AnniversariesWorkerModule,
    PrivacyWorkerModule,
    InboundModule,
    WorkerMetricsModule,
  ],
})
export class WorkerModule {
  /** The module on a queue server that is open. */
  static on(source: WorkSource): DynamicModule {
    return { module: WorkerModule, imports: [JobsModule.on(source)] };
  }
}
