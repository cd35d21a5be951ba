import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { KeysModule } from '../../keys/keys.module.js';
import { OrganizersModule } from '../../organizers/organizers.module.js';
import { CampaignWordsReader } from '../campaign-words.js';
import { AlertPost } from './alert-post.js';
import { AlertStore } from './alert.store.js';
import { ChangeHolds } from './change-holds.js';
import { DismissAlert } from './dismiss-alert.js';
import { ForgetSignals } from './forget-signals.js';
import { FrequencyReader } from './frequency.reader.js';
import { HeldSignatures } from './held-signatures.js';
import { HoldAccess } from './hold-access.js';
import { HoldActStore } from './hold-act.store.js';
import { HoldStore } from './hold.store.js';
import { ListAlerts } from './list-alerts.js';
import { Lookout } from './lookout.js';
import { RaiseAlert } from './raise-alert.js';
import { RaiseAlerts } from './raise-alerts.js';
import { RepeatedNames } from './repeated-names.js';
import { ReviewHolds } from './review-holds.js';
import { SweepMarks } from './sweep-marks.js';
import { UndoHoldAct } from './undo-hold-act.js';
import { VelocityStore } from './velocity.store.js';
import { WeighVelocity } from './weigh-velocity.js';

const verbs = [
  ChangeHolds,
  DismissAlert,
  ForgetSignals,
  ListAlerts,
  Lookout,
  RaiseAlerts,
  ReviewHolds,
  UndoHoldAct,
  WeighVelocity,
];
const parts = [
  AlertPost,
  AlertStore,
  CampaignWordsReader,
  FrequencyReader,
  HeldSignatures,
  HoldAccess,
  HoldActStore,
  HoldStore,
  RaiseAlert,
  RepeatedNames,
  SweepMarks,
  VelocityStore,
];

/** What looks suspicious, what is held for it, and what people do about that. */
@Module({
  imports: [AuditModule, CampaignsModule, KeysModule, OrganizersModule],
  providers: [...verbs, ...parts],
  exports: verbs,
})
export class HoldsModule {}
