import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule } from '../web/ops/health/health.module.js';
import { MailboxPagesModule } from '../web/ops/mailbox/mailbox.module.js';
import { MetricsModule } from '../web/ops/metrics/metrics.module.js';
import { PartsModule } from '../web/parts/parts.module.js';
import { ConsoleProcessModule } from './console.module.js';
import { type Foundation, FoundationModule } from './foundation.module.js';
import { type PublicFoundation, PublicFoundationModule } from './public-foundation.module.js';
import type { ServerRole } from './serve/server-role.js';
import { WebModule } from './web.module.js';
import { WorkerModule, type WorkSource } from './worker.module.js';

/** What was opened for a process. */
export interface Opened {
  readonly outer: PublicFoundation;
  /** Absent in a process that is only public. */
  readonly inner?: Foundation;
  /** Present in a worker. */
  readonly work?: WorkSource;
}

/** One process of the service: the roles it was asked to play, on what was opened for them. */
@Module({})
export class ServerModule {
  /** The mailbox is shown only where the process that fills it also has pages. */
  static of(roles: readonly ServerRole[], { outer, inner, work }: Opened): DynamicModule {
    const isPublic = roles.includes('web');
    const ownMailbox = isPublic && work !== undefined && outer.config.smtpUrl === undefined;
    return {
      module: ServerModule,
      imports: [
        PublicFoundationModule.on(outer),
        HealthModule,
        MetricsModule,
        PartsModule,
        ...(inner ? [FoundationModule.on(inner)] : []),
        ...(work ? [WorkerModule.on(work)] : []),
        ...(isPublic ? [WebModule] : []),
        ...(roles.includes('console') ? [ConsoleProcessModule] : []),
        ...(ownMailbox ? [MailboxPagesModule] : []),
      ],
    };
  }
}
