import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { OrganizersModule } from '../../domain/organizers/organizers.module.js';
import { Config } from '../../platform/config/config.js';
import { ConsoleGuard } from './console.guard.js';
import { DeclaredPermissions } from './declared-permissions.js';
import { OverviewController } from './overview.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SignInController } from './sign-in.controller.js';

/** The organizers' door; its guard stands before every route of the process it is part of. */
@Module({
  imports: [DiscoveryModule, OrganizersModule],
  controllers: [SignInController, OverviewController],
  providers: [
    {
      provide: SessionCookie,
      useFactory: (config: Config) => new SessionCookie(config.publicUrl),
      inject: [Config],
    },
    { provide: APP_GUARD, useClass: ConsoleGuard },
    DeclaredPermissions,
  ],
})
export class ConsoleModule {}
