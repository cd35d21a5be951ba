import { Module } from '@nestjs/common';
import { DispatchWorkerModule } from '../../../domain/dispatch/dispatch.worker.module.js';
import { IntakeModule } from '../../../domain/intake/intake.module.js';
import { WorkerFigures } from './worker-figures.js';

/** The worker's part of the metrics. */
@Module({ imports: [DispatchWorkerModule, IntakeModule], providers: [WorkerFigures] })
export class WorkerMetricsModule {}
