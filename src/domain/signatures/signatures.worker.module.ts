import { Module } from '@nestjs/common';
import { DecideIntakeHandler } from './decide-intake.handler.js';
import { KeepConsents } from './keep-consents.js';
import { ExpirePendingHandler } from './expire-pending.handler.js';
import { FoldTallyHandler } from './fold-tally.handler.js';
import { ProveTallyHandler } from './prove-tally.handler.js';
import { RaiseAlertsHandler } from './holds/raise-alerts.handler.js';
import { WeighVelocityHandler } from './holds/weigh-velocity.handler.js';
import { PublishNamesHandler } from './publish-names.handler.js';
import { RemindPendingHandler } from './remind-pending.handler.js';
import { SettleNewsStopsHandler } from './settle-news-stops.handler.js';
import { SignaturesModule } from './signatures.module.js';
import { SuppressDisownedHandler } from './suppress-disowned.handler.js';

/** The jobs of signatures, for the worker alone. */
@Module({
  imports: [SignaturesModule],
  providers: [
    DecideIntakeHandler,
    ExpirePendingHandler,
    FoldTallyHandler,
    ProveTallyHandler,
    PublishNamesHandler,
    RemindPendingHandler,
    RaiseAlertsHandler,
    SettleNewsStopsHandler,
    SuppressDisownedHandler,
    KeepConsents,
    WeighVelocityHandler,
  ],
})
export class SignaturesWorkerModule {}
