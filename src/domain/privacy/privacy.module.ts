import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { ApplyRetention } from './apply-retention.js';

/** What crosses the modules: how long each keeps what it knows of people. */
@Module({
  imports: [IntakeModule, DispatchModule, SignaturesModule],
  providers: [ApplyRetention],
  exports: [ApplyRetention],
})
export class PrivacyModule {}
