import { Module } from '@nestjs/common';
import { MailModule } from '../../platform/mail/mail.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { AddressKeysOf } from './address-keys.js';
import { BatchGuards } from './batch-guards.js';
import { BatchStore } from './batch.store.js';
import { BucketStore } from './bucket.store.js';
import { CancelBatch } from './cancel-batch.js';
import { ClearBatch } from './clear-batch.js';
import { ContentStore } from './content.store.js';
import { CreateBatch } from './create-batch.js';
import { DispatchSettings } from './dispatch-settings.js';
import { EmptiedMessagesStore } from './emptied-messages.store.js';
import { EnsureLane } from './ensure-lane.js';
import { EnsureStandingBatch } from './ensure-standing-batch.js';
import { ForgetFinished } from './forget-finished.js';
import { ForgetRecipients } from './forget-recipients.js';
import { FreezeBatch } from './freeze-batch.js';
import { LaneStore } from './lane.store.js';
import { MessageStore } from './message.store.js';
import { PauseBatch } from './pause-batch.js';
import { PostMessages } from './post-messages.js';
import { PumpRequests } from './pump-requests.js';
import { RequeueMessage } from './requeue-message.js';
import { RequeueMessages } from './requeue-messages.js';
import { ResolveDoubt } from './resolve-doubt.js';
import { ResumeBatch } from './resume-batch.js';
import { SendingIdentityStore } from './sending-identity.store.js';
import { SlotSources } from './slot-sources.js';
import { StoreContent } from './store-content.js';
import { Suppress } from './suppress.js';
import { SuppressionStore } from './suppression.store.js';
import { WithholdMessages } from './withhold-messages.js';

const stores = [
  BatchStore,
  BucketStore,
  ContentStore,
  EmptiedMessagesStore,
  LaneStore,
  MessageStore,
  SendingIdentityStore,
  SuppressionStore,
];
const verbs = [
  CancelBatch,
  ClearBatch,
  CreateBatch,
  EnsureLane,
  EnsureStandingBatch,
  ForgetFinished,
  ForgetRecipients,
  FreezeBatch,
  PauseBatch,
  PostMessages,
  RequeueMessage,
  RequeueMessages,
  ResolveDoubt,
  ResumeBatch,
  StoreContent,
  Suppress,
  WithholdMessages,
];
const registries = [BatchGuards, SlotSources];
const parts = [AddressKeysOf, DispatchSettings, PumpRequests];

/** The one door through which all mail leaves: what console, worker and commands need to fill the ledger. */
@Module({
  imports: [KeysModule, MailModule],
  providers: [
    ...stores,
    ...verbs,
    ...registries,
    AddressKeysOf,
    PumpRequests,
    { provide: DispatchSettings, useFactory: () => new DispatchSettings() },
  ],
  exports: [...stores, ...verbs, ...registries, ...parts],
})
export class DispatchModule {}
