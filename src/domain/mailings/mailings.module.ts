import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BodiesModule } from '../bodies/bodies.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { Addressees } from './addressees.js';
import { AnswerStore } from './answer.store.js';
import { ApproveMailing } from './approve-mailing.js';
import { CampaignReader } from './campaign-reader.js';
import { CancelMailing } from './cancel-mailing.js';
import { ChangeMailing } from './change-mailing.js';
import { ComposeMailing } from './compose-mailing.js';
import { DecideMessage } from './decide-message.js';
import { RequeueClass } from './requeue-class.js';
import { ListAnswers } from './list-answers.js';
import { ListMailings } from './list-mailings.js';
import { MailingGuard } from './mailing-guard.js';
import { MailingStatus } from './mailing-status.js';
import { MailingStore } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';
import { MaterialiseMailing } from './materialise-mailing.js';
import { MindLane } from './mind-lane.js';
import { MindLimit } from './mind-limit.js';
import { PauseMailing } from './pause-mailing.js';
import { PlanMailing } from './plan-mailing.js';
import { PostSeatLetters } from './post-seat-letters.js';
import { PostToSupporters } from './post-to-supporters.js';
import { PreviewMailing } from './preview-mailing.js';
import { ReadAnswer } from './read-answer.js';
import { ReleaseAnswer } from './release-answer.js';
import { SealedMailing } from './sealed-mailing.js';
import { SettleAnswer } from './settle-answer.js';
import { StartDueMailings } from './start-due-mailings.js';
import { SubmitMailing } from './submit-mailing.js';
import { TellSentLetters } from './tell-sent-letters.js';

const verbs = [
  ApproveMailing,
  CancelMailing,
  ChangeMailing,
  DecideMessage,
  RequeueClass,
  MindLane,
  MindLimit,
  ListAnswers,
  ListMailings,
  MailingStatus,
  MaterialiseMailing,
  PauseMailing,
  PlanMailing,
  PreviewMailing,
  ReadAnswer,
  ReleaseAnswer,
  SettleAnswer,
  StartDueMailings,
  SubmitMailing,
  TellSentLetters,
];
const parts = [
  Addressees,
  AnswerStore,
  ComposeMailing,
  MailingContentStore,
  MailingGuard,
  PostSeatLetters,
  PostToSupporters,
  SealedMailing,
];

/** Mailings decide whom, what and when; dispatch sends. */
@Module({
  imports: [
    AuditModule,
    BodiesModule,
    CampaignsModule,
    DispatchModule,
    KeysModule,
    LettersModule,
    OrganizersModule,
    SignaturesModule,
  ],
  providers: [MailingStore, CampaignReader, ...verbs, ...parts],
  exports: [MailingStore, CampaignReader, ...verbs],
})
export class MailingsModule {}
