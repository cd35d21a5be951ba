import type { DataSource } from 'typeorm';
import { UnsubscribeByMail } from '../../src/domain/signatures/unsubscribe-by-mail.js';
import { Clock } from '../../src/kernel/clock.js';
import { type Config, loadConfig } from '../../src/platform/config/config.js';
import { type Log, openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { contactAad, encryptField } from '../../src/platform/crypto/field.js';
import { hmacSha256 } from '../../src/platform/crypto/mac.js';
import { Outbox } from '../../src/platform/jobs/outbox.js';
import { type DnsLookup } from '../../src/platform/dns/dns-lookup.js';
import { MailRoutes } from '../../src/platform/dns/mail-routes.js';
import { MailSigner } from '../../src/platform/mail/dkim/mail-signer.js';
import type { RelayName } from '../../src/platform/mail/hooks/relay-name.js';
import { MailIdentity } from '../../src/platform/mail/mail-identity.js';
import { Relay } from '../../src/platform/mail/relay.js';
import { SendingIdentity } from '../../src/platform/mail/sending-identity.js';
import { relaySettings } from '../../src/platform/mail/relay-settings.js';
import { slot } from '../../src/platform/mail/slots.js';
import { AddressKeysOf } from '../../src/domain/dispatch/address-keys.js';
import { Aftermath } from '../../src/domain/dispatch/aftermath.js';
import { BatchGuards } from '../../src/domain/dispatch/batch-guards.js';
import { BatchStore } from '../../src/domain/dispatch/batch.store.js';
import { CancelBatch } from '../../src/domain/dispatch/cancel-batch.js';
import { BucketStore } from '../../src/domain/dispatch/bucket.store.js';
import { ClaimInPace } from '../../src/domain/dispatch/claim-in-pace.js';
import { ClearBatch } from '../../src/domain/dispatch/clear-batch.js';
import { ClaimStore } from '../../src/domain/dispatch/claim.store.js';
import { ContentStore } from '../../src/domain/dispatch/content.store.js';
import { ComposeParcel } from '../../src/domain/dispatch/compose-parcel.js';
import { Courier } from '../../src/domain/dispatch/courier.js';
import { CreateBatch } from '../../src/domain/dispatch/create-batch.js';
import { DispatchSettings } from '../../src/domain/dispatch/dispatch-settings.js';
import { DispatchTally } from '../../src/domain/dispatch/dispatch-tally.js';
import { EnsureLane } from '../../src/domain/dispatch/ensure-lane.js';
import { EnsureStandingBatch } from '../../src/domain/dispatch/ensure-standing-batch.js';
import { EnvelopeSender } from '../../src/domain/dispatch/envelope-sender.js';
import { FindReported } from '../../src/domain/dispatch/find-reported.js';
import { FreezeBatch } from '../../src/domain/dispatch/freeze-batch.js';
import { LaneStore } from '../../src/domain/dispatch/lane.store.js';
import { LeaseOwner } from '../../src/domain/dispatch/lease-owner.js';
import { LedgerStore } from '../../src/domain/dispatch/ledger.store.js';
import type { MessageKind } from '../../src/domain/dispatch/message-kind.rules.js';
import type { MessageRow } from '../../src/domain/dispatch/message-row.js';
import { MessageStore } from '../../src/domain/dispatch/message.store.js';
import { InboundEventStore } from '../../src/domain/dispatch/inbound-event.store.js';
import { OpenContact } from '../../src/domain/dispatch/open-contact.js';
import { PauseBatch } from '../../src/domain/dispatch/pause-batch.js';
import { PostMessages } from '../../src/domain/dispatch/post-messages.js';
import { PrepareMessages } from '../../src/domain/dispatch/prepare-messages.js';
import { FirstSending } from '../../src/domain/dispatch/first-sending.js';
import { SendingIdentityStore } from '../../src/domain/dispatch/sending-identity.store.js';
import { PumpLane } from '../../src/domain/dispatch/pump-lane.js';
import { PumpRequests } from '../../src/domain/dispatch/pump-requests.js';
import { PumpRound } from '../../src/domain/dispatch/pump-round.js';
import { ReceivingOffices } from '../../src/domain/dispatch/receiving-offices.js';
import { ResolveDoubt } from '../../src/domain/dispatch/resolve-doubt.js';
import { ResumeBatch } from '../../src/domain/dispatch/resume-batch.js';
import { SlotSources } from '../../src/domain/dispatch/slot-sources.js';
import { StartBatches } from '../../src/domain/dispatch/start-batches.js';
import { StoreContent } from '../../src/domain/dispatch/store-content.js';
import { Suppress } from '../../src/domain/dispatch/suppress.js';
import { SuppressionStore } from '../../src/domain/dispatch/suppression.store.js';
import { SweepLedger } from '../../src/domain/dispatch/sweep-ledger.js';
import { SweepStore } from '../../src/domain/dispatch/sweep.store.js';
import { TakeInbound } from '../../src/domain/dispatch/take-inbound.js';
import { TakeReport } from '../../src/domain/dispatch/take-report.js';
import { ScopeKeyStore } from '../../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import type { BatchId, LaneId } from '../../src/kernel/id.js';
import { TakeMail } from '../../src/web/inbound/take-mail.js';
import { fakeDns } from '../support/fake-dns.js';

const unsigned = await MailSigner.open([]);

/** What a dispatch world is made of. */
export interface DispatchWorldSettings {
  readonly db: DataSource;
  readonly clock: Clock;
  readonly smtpUrl: string;
  readonly settings?: DispatchSettings;
  readonly log?: Log;
  readonly bounceDomain?: string;
  /** Relays that report by web hooks; default: none. */
  readonly relays?: readonly RelayName[];
  /** Default: mail is not signed. */
  readonly signer?: MailSigner;
  /** By which way mail leaves; default: one that needs no test. */
  readonly sending?: Config;
  /** Default: 32 bytes of 7. */
  readonly masterKey?: Buffer;
  /** Given: every domain's mail servers are looked at; default: a DNS that knows none, asked only where a limit needs it. */
  readonly dns?: DnsLookup;
}

/** A campaign's scope with keys, and everything dispatch is made of, wired as a worker process has it. */
export function dispatchWorld({ db, clock, smtpUrl, bounceDomain, ...more }: DispatchWorldSettings) {
  const settings = more.settings ?? new DispatchSettings();
  const log = more.log ?? openLog('silent');
  const identity = new MailIdentity(
    { address: 'vigil@example.org', name: 'Vigil' },
    bounceDomain,
    more.relays,
  );
  const keys = new ScopeKeys(
    db,
    new ScopeKeyStore(),
    new MasterKey(more.masterKey ?? Buffer.alloc(32, 7)),
    clock,
  );
  const addressKeys = new AddressKeysOf(keys);
  const batches = new BatchStore();
  const messages = new MessageStore();
  const lanes = new LaneStore();
  const contents = new ContentStore();
  const suppressions = new SuppressionStore();
  const outbox = new Outbox();
  const pumps = new PumpRequests(outbox);
  const clear = new ClearBatch(db, messages, outbox, settings, clock);
  const relay = new Relay(() => relaySettings(smtpUrl), 'vigil.example.org');
  const owner = new LeaseOwner(db);
  const ledger = new LedgerStore(db, settings, clock);
  const aftermath = new Aftermath(db, lanes, batches, suppressions, clock, log);
  const sender = new EnvelopeSender(identity, keys);
  const parcels = new ComposeParcel(sender, identity, more.signer ?? unsigned, clock, log);
  const courier = new Courier(relay, ledger, aftermath, parcels, new DispatchTally(), clock, log);
  const slots = new SlotSources();
  const guards = new BatchGuards();
  const claims = new ClaimStore(settings, owner);
  const buckets = new BucketStore();
  const inPace = new ClaimInPace(db, lanes, buckets, claims, pumps, settings, clock);
  const routes = new MailRoutes(more.dns ?? fakeDns({}), more.dns !== undefined);
  const offices = new ReceivingOffices(db, buckets, lanes, pumps, routes, clock);
  const contacts = new OpenContact(keys);
  const suppress = new Suppress(addressKeys, suppressions, clock);
  const prepare = new PrepareMessages(db, contacts, addressKeys, contents, slots);
  const round = new PumpRound(
    db,
    courier,
    pumps,
    lanes,
    inPace,
    prepare,
    offices,
    aftermath,
    batches,
    new SweepStore(),
    clock,
  );
  const starts = new StartBatches(db, batches, clear, guards, clock, log);
  const events = new InboundEventStore();
  const reported = new FindReported(events, sender, identity);
  const reports = new TakeReport(events, contacts, suppress, keys, clock);
  const inbound = new TakeInbound(db, reported, reports);
  const sending = new SendingIdentity(more.sending ?? loadConfig({}));
  const firstSending = new FirstSending(db, new SendingIdentityStore(), sending, clock, log);
  const post = new PostMessages(batches, messages, lanes, pumps, identity, clock);
  return {
    db,
    keys,
    relay,
    slots,
    guards,
    claims,
    ledger,
    owner,
    buckets,
    lanes,
    post,
    firstSending,
    addressKeys,
    pump: new PumpLane(db, lanes, firstSending, starts, round, relay, settings, clock, log),
    sweep: new SweepLedger(db, new SweepStore(), batches, clear, pumps, owner, firstSending, clock, log),
    storeContent: new StoreContent(contents, clock),
    standing: new EnsureStandingBatch(batches, clock),
    create: new CreateBatch(batches, clock),
    freeze: new FreezeBatch(batches, pumps, clock),
    ensureLane: new EnsureLane(lanes),
    pause: new PauseBatch(batches),
    resume: new ResumeBatch(batches, pumps),
    clear,
    cancel: new CancelBatch(batches, clear),
    suppress,
    sender,
    inbound,
    /** Whatever comes by mail. */
    atDoor: new TakeMail(inbound, new UnsubscribeByMail(db, clock)),
    resolveDoubt: new ResolveDoubt(pumps, clock),
    /** Ends pumps and connections, as a process that shuts down does. */
    async close(): Promise<void> {
      await this.pump.onModuleDestroy();
      await ledger.onApplicationShutdown();
      await owner.onApplicationShutdown();
    },
  };
}

export type DispatchWorld = ReturnType<typeof dispatchWorld>;

/** A letter with a name and a link in it. */
export function letterOf(kind: MessageKind, locale = 'en') {
  return {
    kind,
    locale,
    subject: 'Please confirm',
    text: `Dear ${slot('name')},\n\nopen this:\n\n${slot('link')}\n\nThank you.\n`,
    html: `<p>Dear ${slot('name')},</p><p><a href="${slot('link')}">open this</a></p>`,
  };
}

/** Recipients `person1@example.net` … sealed under a scope, as rows to be posted. */
export async function rowsFor(
  world: DispatchWorld,
  kind: MessageKind,
  scope: string,
  contentId: string,
  laneKey: string,
  count: number,
  first = 1,
  domain = 'example.net',
): Promise<MessageRow[]> {
  const ring = await world.keys.ring(scope);
  return Array.from({ length: count }, (_, at) => {
    const ref = crypto.randomUUID();
    const address = `person${first + at}@${domain}`;
    const contact = encryptField(
      ring.dataKey(),
      contactAad(scope, ref),
      JSON.stringify({ address, name: `Person ${first + at}` }),
    );
    const recipientKey = hmacSha256(ring.indexKey, address);
    return {
      kind,
      scope,
      epoch: ring.epoch,
      ref,
      issue: 1,
      contact,
      recipientKey,
      locale: 'en',
      contentId,
      laneKey,
    };
  });
}

/** A frozen batch with `count` recipients in one lane. */
export async function frozenBatch(
  world: DispatchWorld,
  kind: MessageKind,
  scope: string,
  count: number,
  laneKey = `supporters:${scope}`,
): Promise<{ batchId: BatchId; laneId: LaneId }> {
  return world.db.transaction(async (tx) => {
    const contentId = await world.storeContent.run(tx, letterOf(kind));
    const sha = Buffer.alloc(32, 1);
    const batchId = await world.create.run(tx, {
      kind,
      scope,
      contentSha256: sha,
      audienceSha256: sha,
      occurrenceKey: `test:${crypto.randomUUID()}`,
    });
    const laneId = await world.ensureLane.run(tx, { key: laneKey });
    await world.post.run(tx, batchId, await rowsFor(world, kind, scope, contentId, laneKey, count));
    await world.freeze.run(tx, batchId, { candidates: count, planned: count, excluded: 0 });
    return { batchId, laneId };
  });
}

/** A new scope with keys, and a slot source for every kind that the letters here need. */
export async function newScope(world: DispatchWorld): Promise<string> {
  const scope = crypto.randomUUID();
  await world.db.transaction((tx) => world.keys.create(tx, scope));
  return scope;
}

/** Links that name their message, for all the kinds that tests send. */
export function fillLinks(world: DispatchWorld, kinds: readonly MessageKind[]): void {
  for (const kind of kinds) {
    world.slots.register(kind, {
      fill: (messages) =>
        Promise.resolve(
          new Map(messages.map(({ id }) => [id, { link: `https://vigil.example.org/confirm/${id}` }])),
        ),
    });
  }
}
