import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { DnsModule } from '../../platform/dns/dns.module.js';
import { DkimModule } from '../../platform/mail/dkim/dkim.module.js';
import { MailModule } from '../../platform/mail/mail.module.js';
import { RelayModule } from '../../platform/mail/relay.module.js';
import { Aftermath } from './aftermath.js';
import { ClaimInPace } from './claim-in-pace.js';
import { ClaimStore } from './claim.store.js';
import { ClearBatchHandler } from './clear-batch.handler.js';
import { ComposeParcel } from './compose-parcel.js';
import { Courier } from './courier.js';
import { DispatchTally } from './dispatch-tally.js';
import { DispatchModule } from './dispatch.module.js';
import { EnvelopeSender } from './envelope-sender.js';
import { FindReported } from './find-reported.js';
import { FirstSending } from './first-sending.js';
import { HookTokenStore } from './hook-token.store.js';
import { InboundEventStore } from './inbound-event.store.js';
import { LeaseOwner } from './lease-owner.js';
import { LedgerStore } from './ledger.store.js';
import { OpenContact } from './open-contact.js';
import { PrepareMessages } from './prepare-messages.js';
import { PumpLane } from './pump-lane.js';
import { PumpLaneHandler } from './pump-lane.handler.js';
import { PumpRound } from './pump-round.js';
import { PumpUrgentLaneHandler } from './pump-urgent-lane.handler.js';
import { ReceivingOffices } from './receiving-offices.js';
import { StartBatches } from './start-batches.js';
import { SweepLedger } from './sweep-ledger.js';
import { SweepLedgerHandler } from './sweep-ledger.handler.js';
import { SweepStore } from './sweep.store.js';
import { TakeInbound } from './take-inbound.js';
import { TakeRelayEvents } from './take-relay-events.js';
import { TakeReport } from './take-report.js';

/** The part of dispatch that really sends: only the worker has it. */
@Module({
  imports: [KeysModule, MailModule, DkimModule, DnsModule, RelayModule, DispatchModule],
  providers: [
    Aftermath,
    ClaimInPace,
    ClaimStore,
    ClearBatchHandler,
    ComposeParcel,
    Courier,
    DispatchTally,
    EnvelopeSender,
    FindReported,
    FirstSending,
    HookTokenStore,
    InboundEventStore,
    LeaseOwner,
    LedgerStore,
    OpenContact,
    PrepareMessages,
    PumpLane,
    PumpLaneHandler,
    PumpRound,
    PumpUrgentLaneHandler,
    ReceivingOffices,
    StartBatches,
    SweepLedger,
    SweepLedgerHandler,
    SweepStore,
    TakeInbound,
    TakeRelayEvents,
    TakeReport,
  ],
  exports: [DispatchTally, FirstSending, SweepLedger, TakeInbound, TakeRelayEvents],
})
export class DispatchWorkerModule {}
