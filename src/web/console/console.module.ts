import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AnniversariesModule } from '../../domain/anniversaries/anniversaries.module.js';
import { BodiesModule } from '../../domain/bodies/bodies.module.js';
import { CampaignsModule } from '../../domain/campaigns/campaigns.module.js';
import { DispatchModule } from '../../domain/dispatch/dispatch.module.js';
import { LettersModule } from '../../domain/letters/letters.module.js';
import { MailingsModule } from '../../domain/mailings/mailings.module.js';
import { OrganizersModule } from '../../domain/organizers/organizers.module.js';
import { SignaturesModule } from '../../domain/signatures/signatures.module.js';
import { Config } from '../../platform/config/config.js';
import { AnswersController } from './answers.controller.js';
import { CampaignLookController } from './campaign-look.controller.js';
import { ConsoleAnswers } from './console-answers.js';
import { ConsoleEmbed } from './console-embed.js';
import { ConsoleLetters } from './console-letters.js';
import { ConsoleLook } from './console-look.js';
import { ConsoleMailings } from './console-mailings.js';
import { ConsoleReleased } from './console-released.js';
import { ConsoleSending } from './console-sending.js';
import { ConsoleOverview } from './console-overview.js';
import { LettersController } from './letters.controller.js';
import { MailingsController } from './mailings.controller.js';
import { OwnCampaigns } from './own-campaigns.js';
import { ConsoleGuard } from './console.guard.js';
import { DeclaredPermissions } from './declared-permissions.js';
import { EmbedBuilderController } from './embed-builder.controller.js';
import { GivenController } from './given.controller.js';
import { OverviewController } from './overview.controller.js';
import { ReleasedController } from './released.controller.js';
import { SendingController } from './sending.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SignInController } from './sign-in.controller.js';

/** The organizers' door; its guard stands before every route of the process it is part of. */
@Module({
  imports: [
    DiscoveryModule,
    OrganizersModule,
    BodiesModule,
    CampaignsModule,
    DispatchModule,
    LettersModule,
    MailingsModule,
    AnniversariesModule,
    SignaturesModule,
  ],
  controllers: [
    SignInController,
    OverviewController,
    MailingsController,
    LettersController,
    AnswersController,
    ReleasedController,
    SendingController,
    EmbedBuilderController,
    GivenController,
    CampaignLookController,
  ],
  providers: [
    {
      provide: SessionCookie,
      useFactory: (config: Config) => new SessionCookie(config.publicUrl),
      inject: [Config],
    },
    { provide: APP_GUARD, useClass: ConsoleGuard },
    DeclaredPermissions,
    OwnCampaigns,
    ConsoleOverview,
    ConsoleMailings,
    ConsoleLetters,
    ConsoleAnswers,
    ConsoleReleased,
    ConsoleSending,
    ConsoleEmbed,
    ConsoleLook,
  ],
})
export class ConsoleModule {}
