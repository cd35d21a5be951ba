import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { CampaignWordsReader } from './campaign-words.js';
import { DecideIntake } from './decide-intake.js';
import { AnonymiseConfirmed } from './anonymise-confirmed.js';
import { ForgetAddresses } from './forget-addresses.js';
import { PurgeWithdrawn } from './purge-withdrawn.js';
import { ExpirePending } from './expire-pending.js';
import { FoldTally } from './fold-tally.js';
import { ListGivenAnswers } from './list-given-answers.js';
import { ListWithdrawalReasons } from './list-withdrawal-reasons.js';
import { MailDomains } from './mail-domains.js';
import { HoldsModule } from './holds/holds.module.js';
import { PostSupporterMails } from './post-supporter-mails.js';
import { ProveTally } from './prove-tally.js';
import { PublishNames } from './publish-names.js';
import { PurgeReasons } from './purge-reasons.js';
import { PurgeUnconfirmed } from './purge-unconfirmed.js';
import { ReadForms } from './read-forms.js';
import { RemindPending } from './remind-pending.js';
import { RebuildTally } from './rebuild-tally.js';
import { SignatureStore } from './signature.store.js';
import { SupporterAudience } from './supporter-audience.js';
import { SupporterLinks } from './supporter-links.js';
import { SettleNewsStops } from './settle-news-stops.js';
import { SuppressDisowned } from './suppress-disowned.js';
import { TallyProofStore } from './tally-proof.store.js';
import { TallyStore } from './tally.store.js';
import { UnsubscribeByMail } from './unsubscribe-by-mail.js';
import { WithdrawalReasonStore } from './withdrawal-reason.store.js';
import { WriteDecisions } from './write-decisions.js';
import { WriteLeavings } from './write-leavings.js';

const verbs = [
  DecideIntake,
  AnonymiseConfirmed,
  ForgetAddresses,
  PurgeWithdrawn,
  ExpirePending,
  FoldTally,
  ProveTally,
  ListGivenAnswers,
  ListWithdrawalReasons,
  PublishNames,
  PurgeReasons,
  PurgeUnconfirmed,
  RebuildTally,
  RemindPending,
  SettleNewsStops,
  SuppressDisowned,
  UnsubscribeByMail,
];
const parts = [
  CampaignWordsReader,
  PostSupporterMails,
  ReadForms,
  SignatureStore,
  SupporterLinks,
  TallyProofStore,
  TallyStore,
  WithdrawalReasonStore,
  WriteDecisions,
  WriteLeavings,
];

/** Signatures for console and worker; the handlers are the worker's and stand in its own module. */
@Module({
  imports: [AuditModule, KeysModule, IntakeModule, DispatchModule, OrganizersModule, HoldsModule],
  providers: [
    ...verbs,
    ...parts,
    SupporterAudience,
    { provide: MailDomains, useFactory: () => MailDomains.shipped() },
  ],
  exports: [...verbs, SupporterAudience, TallyProofStore, HoldsModule],
})
export class SignaturesModule {}
