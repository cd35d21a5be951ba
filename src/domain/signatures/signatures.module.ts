import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { CampaignWordsReader } from './campaign-words.js';
import { DecideIntake } from './decide-intake.js';
import { ExpirePending } from './expire-pending.js';
import { FoldTally } from './fold-tally.js';
import { PostSupporterMails } from './post-supporter-mails.js';
import { PublishNames } from './publish-names.js';
import { PurgeUnconfirmed } from './purge-unconfirmed.js';
import { ReadForms } from './read-forms.js';
import { RebuildTally } from './rebuild-tally.js';
import { SignatureStore } from './signature.store.js';
import { SupporterAudience } from './supporter-audience.js';
import { SupporterLinks } from './supporter-links.js';
import { SuppressDisowned } from './suppress-disowned.js';
import { TallyStore } from './tally.store.js';
import { WriteDecisions } from './write-decisions.js';

const verbs = [
  DecideIntake,
  ExpirePending,
  FoldTally,
  PublishNames,
  PurgeUnconfirmed,
  RebuildTally,
  SuppressDisowned,
];
const parts = [
  CampaignWordsReader,
  PostSupporterMails,
  ReadForms,
  SignatureStore,
  SupporterLinks,
  TallyStore,
  WriteDecisions,
];

/** Signatures for console and worker; the handlers are the worker's and stand in its own module. */
@Module({
  imports: [KeysModule, IntakeModule, DispatchModule],
  providers: [...verbs, ...parts, SupporterAudience],
  exports: [...verbs, SupporterAudience],
})
export class SignaturesModule {}
