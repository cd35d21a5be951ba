import { Module } from '@nestjs/common';
import { AddressKeysOf } from './address-keys.js';
import { BatchGuards } from './batch-guards.js';
import { BatchStore } from './batch.store.js';
import { CancelBatch } from './cancel-batch.js';
import { ContentStore } from './content.store.js';
import { CreateBatch } from './create-batch.js';
import { EnsureLane } from './ensure-lane.js';
import { EnsureStandingBatch } from './ensure-standing-batch.js';
import { FreezeBatch } from './freeze-batch.js';
import { LaneStore } from './lane.store.js';
import { MessageStore } from './message.store.js';
import { PauseBatch } from './pause-batch.js';
import { PostMessages } from './post-messages.js';
import { PumpRequests } from './pump-requests.js';
import { ResumeBatch } from './resume-batch.js';
import { SlotSources } from './slot-sources.js';
import { StoreContent } from './store-content.js';
import { Suppress } from './suppress.js';
import { SuppressionStore } from './suppression.store.js';

const stores = [BatchStore, ContentStore, LaneStore, MessageStore, SuppressionStore];
const verbs = [
  CancelBatch,
  CreateBatch,
  EnsureLane,
  EnsureStandingBatch,
  FreezeBatch,
  PauseBatch,
  PostMessages,
  ResumeBatch,
  StoreContent,
  Suppress,
];
const registries = [BatchGuards, SlotSources];

/** The one door through which all mail leaves: what console and worker need to fill the ledger. */
@Module({
  providers: [...stores, ...verbs, ...registries, AddressKeysOf, PumpRequests],
  exports: [...verbs, ...registries],
})
export class DispatchModule {}
