import { type DynamicModule, Module } from '@nestjs/common';
import { AnniversariesModule } from '../domain/anniversaries/anniversaries.module.js';
import { AuditModule } from '../domain/audit/audit.module.js';
import { BodiesModule } from '../domain/bodies/bodies.module.js';
import { CampaignsModule } from '../domain/campaigns/campaigns.module.js';
import { DispatchModule } from '../domain/dispatch/dispatch.module.js';
import { KeysModule } from '../domain/keys/keys.module.js';
import { LettersModule } from '../domain/letters/letters.module.js';
import { MailingsModule } from '../domain/mailings/mailings.module.js';
import { OrganizersModule } from '../domain/organizers/organizers.module.js';
import { PrivacyModule } from '../domain/privacy/privacy.module.js';
import { SignaturesModule } from '../domain/signatures/signatures.module.js';
import { CampaignFileModule } from './campaign-file/campaign-file.module.js';
import { type Foundation, FoundationModule } from './foundation.module.js';

/** The domain as the commands see it. */
@Module({
  imports: [
    AuditModule,
    KeysModule,
    OrganizersModule,
    BodiesModule,
    CampaignsModule,
    DispatchModule,
    LettersModule,
    MailingsModule,
    SignaturesModule,
    AnniversariesModule,
    PrivacyModule,
    CampaignFileModule,
  ],
})
export class CliModule {
  /** The module on what the command opened. */
  static on(foundation: Foundation): DynamicModule {
    return { module: CliModule, imports: [FoundationModule.on(foundation)] };
  }
}
