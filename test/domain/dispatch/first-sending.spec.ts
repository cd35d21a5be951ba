import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { MessageKind } from '../../../src/domain/dispatch/message-kind.rules.js';
import { SendingIdentityStore } from '../../../src/domain/dispatch/sending-identity.store.js';
import { sendingStanding } from '../../../src/domain/dispatch/sending-standing.js';
import type { LaneId } from '../../../src/kernel/id.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openLog } from '../../../src/platform/config/log.js';
import { rows } from '../../../src/platform/database/sql.js';
import { SendingIdentity } from '../../../src/platform/mail/sending-identity.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  type DispatchWorld,
  fillLinks,
  frozenBatch,
  letterOf,
  newScope,
  rowsFor,
} from '../../worlds/dispatch.world.js';

/** A way of sending whose server is elsewhere; what the pump really talks to is the sink. */
const elsewhere = (mailFrom: string) =>
  loadConfig({
    SMTP_URL: 'smtp://mail.vigil.ngo',
    VIGIL_MAIL_FROM: mailFrom,
    VIGIL_BOUNCE_DOMAIN: 'bounces.vigil.ngo',
    VIGIL_DKIM_DOMAIN: 'vigil.ngo',
    VIGIL_DKIM_SELECTOR: 's1',
    VIGIL_DKIM_KEY_FILE: 's1.pem',
  });

const store = new SendingIdentityStore();
const hash = (fill: number) => Buffer.alloc(32, fill);
let database: TestDatabase;
let db: DataSource;
let sink: SmtpSink;
let clock: FakeClock;
const logged: string[] = [];
const worlds: DispatchWorld[] = [];

function world(mailFrom: string): DispatchWorld {
  const log = openLog('warn', { write: (line) => void logged.push(line) });
  const made = dispatchWorld({ db, clock, smtpUrl: sink.url, log, sending: elsewhere(mailFrom) });
  fillLinks(made, ['confirmation', 'sign-in', 'update']);
  worlds.push(made);
  return made;
}

async function post(in_: DispatchWorld, scope: string, kind: MessageKind, laneKey: string): Promise<LaneId> {
  await db.transaction(async (tx) => {
    const batchId = await in_.standing.run(tx, { kind, scope });
    const contentId = await in_.storeContent.run(tx, letterOf(kind));
    await in_.post.run(tx, batchId, await rowsFor(in_, kind, scope, contentId, laneKey, 3));
  });
  const [lane] = await rows<{ id: LaneId }>(db.manager, 'SELECT id FROM lane WHERE key = $1', [laneKey]);
  if (!lane) throw new Error('no lane');
  return lane.id;
}

const standing = async (mailFrom: string) => {
  const identity = await store.find(db.manager, new SendingIdentity(elsewhere(mailFrom)).fingerprint);
  return identity && sendingStanding(db.manager, identity, clock.now());
};

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  sink = await smtpSink();
  clock = new FakeClock();
});

afterAll(async () => {
  for (const each of worlds) await each.close();
  await sink.close();
  await database.close();
});

describe('before a test mail has arrived', () => {
  it('only what organizers need leaves, the rest waits in the ledger and is accounted for', async () => {
    const it = world('vigil@vigil.ngo');
    await it.firstSending.onApplicationBootstrap();
    const scope = await newScope(it);
    const urgent = await post(it, scope, 'confirmation', 'urgent');
    const organizers = await post(it, scope, 'sign-in', 'organizers');
    const { laneId: bulk, batchId } = await frozenBatch(it, 'update', scope, 4);
    for (const lane of [urgent, organizers, bulk]) await it.pump.run(lane);
    expect(sink.mails).toHaveLength(3);
    expect(sink.commands.filter((line) => line.startsWith('EHLO'))).not.toHaveLength(0);
    const [batch] = await rows<{ state: string }>(db.manager, 'SELECT state FROM batch WHERE id = $1', [
      batchId,
    ]);
    expect(batch?.state).toBe('frozen');
    expect(await standing('vigil@vigil.ngo')).toMatchObject({
      state: 'untested',
      waiting: 7,
      expiredUntried: 0,
      firstExpiry: new Date(clock.now().getTime() + 24 * 3_600_000),
    });
    expect(logged.join('')).toContain('nothing leaves for real addresses before a test mail arrived');
  });

  it('mail of another kind is refused a place in the lane that leaves', async () => {
    const it = world('vigil@vigil.ngo');
    await expect(post(it, await newScope(it), 'confirmation', 'organizers')).rejects.toThrow(
      'mail of the kind confirmation has no place in the lane organizers',
    );
  });

  it('what gives up waiting is told, and counted until it is sent after all', async () => {
    const it = world('vigil@vigil.ngo');
    logged.length = 0;
    clock.advance(25 * 3_600_000);
    await it.sweep.run();
    expect(logged.join('')).toContain('"expired":3');
    expect(logged.join('')).toContain('messages gave up waiting');
    expect(await standing('vigil@vigil.ngo')).toMatchObject({ waiting: 4, expiredUntried: 3 });
  });
});

describe('once it has arrived', () => {
  it('a process that was waiting sends everything, and another sender waits for a test of its own', async () => {
    const it = world('vigil@vigil.ngo');
    const scope = await newScope(it);
    const urgent = await post(it, scope, 'confirmation', 'urgent');
    await it.pump.run(urgent);
    const before = sink.mails.length;
    const { fingerprint } = new SendingIdentity(elsewhere('vigil@vigil.ngo'));
    const at = clock.now();
    const expiresAt = new Date(at.getTime() + 1_000);
    const test = { ref: crypto.randomUUID(), organizerId: crypto.randomUUID(), at, expiresAt };
    await store.setTest(db.manager, fingerprint, { ...test, tokenHash: hash(1), codeHash: hash(2) });
    expect(await store.prove(db.manager, { tokenHash: hash(2) }, at)).toBeNull();
    expect(await store.prove(db.manager, { codeHash: hash(1) }, at)).toBeNull();
    expect(await store.prove(db.manager, { tokenHash: hash(1) }, expiresAt)).toBeNull();
    await it.pump.run(urgent);
    expect(sink.mails).toHaveLength(before);
    expect(await store.prove(db.manager, { tokenHash: hash(1) }, at)).toMatchObject({ provedAt: at });
    await it.pump.run(urgent);
    expect(sink.mails).toHaveLength(before + 3);

    const other = world('other@vigil.ngo');
    await other.firstSending.onApplicationBootstrap();
    await other.pump.run(await post(other, scope, 'confirmation', 'urgent'));
    expect(sink.mails).toHaveLength(before + 3);
    expect(await standing('other@vigil.ngo')).toMatchObject({ state: 'untested' });
    expect(await standing('vigil@vigil.ngo')).toMatchObject({ state: 'proved', waiting: 0 });
  });
});
