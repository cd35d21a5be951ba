import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ConsoleProcessModule } from './console.module.js';
import { type Foundation, FoundationModule } from './foundation.module.js';
import { type PublicFoundation, PublicFoundationModule } from './public-foundation.module.js';
import type { ServerRole } from './serve/server-role.js';
import { WebModule } from './web.module.js';
import { WorkerModule } from './worker.module.js';

const modules: Readonly<Record<ServerRole, Type>> = {
  web: WebModule,
  console: ConsoleProcessModule,
  worker: WorkerModule,
};

/** One process of the service: the roles it was asked to play, on what was opened for them. */
@Module({})
export class ServerModule {
  /** `inner` is absent in a process that is only public. */
  static of(
    roles: readonly ServerRole[],
    open: { readonly outer: PublicFoundation; readonly inner?: Foundation },
  ): DynamicModule {
    return {
      module: ServerModule,
      imports: [
        PublicFoundationModule.on(open.outer),
        ...(open.inner ? [FoundationModule.on(open.inner)] : []),
        ...roles.map((role) => modules[role]),
      ],
    };
  }
}
