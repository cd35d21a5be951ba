import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openLog } from '../../../src/platform/config/log.js';
import { rows } from '../../../src/platform/database/sql.js';
import { ImapMailbox } from '../../../src/platform/mail/inbound/imap-mailbox.js';
import { imapSettings } from '../../../src/platform/mail/inbound/imap-settings.js';
import { EmptyMailbox } from '../../../src/web/inbound/empty-mailbox.js';
import { InboundMailbox, InboundMailboxPace } from '../../../src/web/inbound/inbound-mailbox.js';
import { bounceMail } from '../../factories/bounce.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import {
  type Dovecot,
  type DovecotSettings,
  hasDovecot,
  noDovecot,
  startDovecot,
} from '../../support/dovecot.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { imapGate, type ImapGate } from '../../support/imap-gate.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  type DispatchWorld,
  fillLinks,
  frozenBatch,
  newScope,
} from '../../worlds/dispatch.world.js';

const DONE = 'Vigil-done';
const UNREAD = 'Vigil-unread';
const NO_HINT = 3_600_000;

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

beforeAll(async () => {
  if (!hasDovecot) {
    process.stderr.write(`${noDovecot}: skipped\n`);
    return;
  }
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock(new Date());
  sink = await smtpSink();
  world = dispatchWorld({ db, clock, smtpUrl: sink.url, bounceDomain: 'bounces.example.org' });
  fillLinks(world, ['update']);
});

afterAll(async () => {
  if (!hasDovecot) return;
  await world.close();
  await sink.close();
  await database.close();
});

/** A message that really went out, with the envelope sender the mail server saw. */
async function sent() {
  const scope = await newScope(world);
  const { laneId } = await frozenBatch(world, 'update', scope, 1, `supporters:${scope}`);
  sink.mails.length = 0;
  await world.pump.run(laneId);
  return { scope, returnPath: sink.mails[0]?.from ?? '' };
}

const told = async (scope: string) => {
  const sql = 'SELECT soft_bounces AS n, outcome FROM message WHERE scope = $1';
  return (await rows<{ n: number; outcome: string }>(db.manager, sql, [scope]))[0];
};
const softBounces = async (scope: string) => (await told(scope))?.n;

const soft = (returnPath: string, salt: string, padding = 0) =>
  bounceMail({
    status: '4.2.2',
    words: '452 4.2.2 mailbox full',
    salt,
    padding,
    delivered: [`Delivered-To: ${returnPath}`],
  });

(hasDovecot ? describe : describe.skip)('a mailbox for bounces', () => {
  let server: Dovecot;
  let gate: ImapGate;
  const doors: InboundMailbox[] = [];

  async function open(settings: DovecotSettings = {}): Promise<void> {
    server = await startDovecot(settings);
    gate = await imapGate(server.port);
  }

  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.onApplicationShutdown()));
    await db.query('DELETE FROM suppression');
    await gate.close();
    await server.remove();
  });

  const emptyMailbox = (done = 'keep') =>
    new EmptyMailbox(world.atDoor, loadConfig({ VIGIL_IMAP_DONE: done }), openLog('silent'));

  function watch({ done = 'keep', lookEveryMs = NO_HINT } = {}): InboundMailbox {
    const config = loadConfig({ VIGIL_IMAP_URL: server.url(gate.port), VIGIL_IMAP_DONE: done });
    const pace = new InboundMailboxPace(lookEveryMs, 20, 100, 50);
    const door = new InboundMailbox(config, emptyMailbox(done), clock, pace, openLog('silent'), db);
    door.onApplicationBootstrap();
    doors.push(door);
    return door;
  }

  const lies = (folder: string | undefined, count: number) =>
    eventually(() => server.mails(folder).length === count, 30_000);

  it('is emptied: a bounce counts, silences the address and lies in the folder of what is done', async () => {
    await open();
    const { scope, returnPath } = await sent();
    server.deliver(bounceMail({ salt: scope, delivered: [`Delivered-To: ${returnPath}`] }));
    watch();
    await lies(DONE, 1);
    await lies(undefined, 0);
    expect((await told(scope))?.outcome).toBe('recipient_gone');
    expect(await world.suppress.holds(db.manager, 'person1@example.net', scope)).toBe(true);
  });

  it('tells of new mail by itself (IDLE)', async () => {
    await open();
    const { scope, returnPath } = await sent();
    watch();
    await eventually(() => gate.said.some((line) => line.includes('IDLE')));
    server.deliver(soft(returnPath, 'idle'));
    await lies(DONE, 1);
    expect(await softBounces(scope)).toBe(1);
  });

  it('is looked at from time to time where the server knows neither IDLE nor MOVE', async () => {
    await open({ capability: 'IMAP4rev1 LITERAL+ NAMESPACE', prefix: 'INBOX.' });
    const { scope, returnPath } = await sent();
    watch({ lookEveryMs: 100 });
    await eventually(() => gate.said.some((line) => line.includes('SEARCH')));
    server.deliver(soft(returnPath, 'poll'));
    await lies(DONE, 1);
    await lies(undefined, 0);
    expect(gate.said.filter((line) => /IDLE|MOVE/.test(line))).toEqual([]);
    expect(await softBounces(scope)).toBe(1);
  });

  it.each(['Delivered-To', 'X-Original-To', 'Envelope-To', 'To', 'DELIVERED-TO'])(
    'knows the message by the address in %s, which may be folded, among others',
    async (field) => {
      await open();
      const { scope, returnPath } = await sent();
      const delivered = [`Delivered-To: catch-all@example.org`, `${field}: Bounces\r\n <${returnPath}>`];
      server.deliver(bounceMail({ status: '4.2.2', words: '452 full', salt: field, delivered }));
      watch();
      await lies(DONE, 1);
      expect(await softBounces(scope)).toBe(1);
    },
  );

  it('believes no address whose mark we never made, and leaves such a mail to a person', async () => {
    await open();
    const { scope, returnPath } = await sent();
    const forged = returnPath.replace(/\.([0-9a-f])/, (_, digit: string) => `.${digit === '0' ? '1' : '0'}`);
    server.deliver(soft(forged, 'forged'));
    watch({ done: 'delete' });
    await lies(UNREAD, 1);
    expect(await softBounces(scope)).toBe(0);
  });

  it('goes on past what cannot be read: too large, no mail at all, a mail that ended the process three times', async () => {
    await open();
    const { scope, returnPath } = await sent();
    server.deliver(`Subject: large\r\n\r\n${'x'.repeat(11 * 1024 * 1024)}\r\n`);
    server.deliver('\u0000\u0001\u0002 no mail');
    server.deliver(soft(returnPath, 'deadly'));
    server.deliver(soft(returnPath, 'next'));
    const earlier = await ImapMailbox.open(imapSettings(server.url()), []);
    for (let n = 0; n < 3; n += 1) await earlier.begin((await earlier.waiting())[2]!);
    await earlier.close();
    watch();
    await lies(DONE, 1);
    await lies(UNREAD, 3);
    expect(server.mails(DONE)[0]).toContain('Undelivered Mail next');
    expect(await softBounces(scope)).toBe(1);
  });

  it('counts a report once, however often it lies there', async () => {
    await open();
    const { scope, returnPath } = await sent();
    const raw = soft(returnPath, 'twice');
    for (let n = 0; n < 3; n += 1) server.deliver(raw);
    watch();
    await lies(DONE, 3);
    expect(await softBounces(scope)).toBe(1);
  });

  it('keeps nothing where the configuration says so', async () => {
    await open();
    const { scope, returnPath } = await sent();
    server.deliver(soft(returnPath, 'gone'));
    watch({ done: 'delete' });
    await eventually(async () => (await softBounces(scope)) === 1);
    await lies(undefined, 0);
    expect(server.mails(DONE)).toEqual([]);
  });

  it('keeps what is done for seven days', async () => {
    await open();
    const { returnPath } = await sent();
    server.deliver(soft(returnPath, 'old'));
    watch();
    await lies(DONE, 1);
    await doors.pop()?.onApplicationShutdown();
    const now = clock.now();
    clock.advance(6 * 86_400_000);
    watch();
    await eventually(() => gate.said.filter((line) => /OLDER|BEFORE/.test(line)).length >= 2);
    await doors.pop()?.onApplicationShutdown();
    expect(server.mails(DONE)).toHaveLength(1);
    clock.advance(3 * 86_400_000);
    watch();
    await lies(DONE, 0);
    clock.set(now);
  });

  it('begins again when the connection breaks in the middle of a mail', async () => {
    await open();
    const { scope, returnPath } = await sent();
    server.deliver(soft(returnPath, 'cut', 200_000));
    gate.cutNextBodyAfter(50_000);
    watch();
    await lies(DONE, 1);
    expect(gate.seen()).toBe(2);
    expect(await softBounces(scope)).toBe(1);
  });

  it('begins again when the server comes back', async () => {
    await open();
    const { scope, returnPath } = await sent();
    watch();
    await eventually(() => gate.said.some((line) => line.includes('IDLE')));
    await server.stop();
    server.deliver(soft(returnPath, 'back'));
    await server.start();
    await lies(DONE, 1);
    expect(await softBounces(scope)).toBe(1);
  });

  it('blames no mail for what ails the database', async () => {
    await open();
    const { scope, returnPath } = await sent();
    const owner = new pg.Client(database.url);
    await owner.connect();
    await owner.query(`CREATE FUNCTION ail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$`);
    await owner.query('CREATE TRIGGER ails BEFORE INSERT ON inbound_event EXECUTE FUNCTION ail()');
    server.deliver(soft(returnPath, 'ailing'));
    watch();
    await eventually(() => gate.seen() > 5);
    expect(server.mails()).toHaveLength(1);
    await owner.query('DROP TRIGGER ails ON inbound_event');
    await owner.end();
    await lies(DONE, 1);
    expect(await softBounces(scope)).toBe(1);
  });

  it('is emptied by one worker at a time, and by the other when that one is gone', async () => {
    await open();
    const { scope, returnPath } = await sent();
    const first = watch();
    await eventually(() => gate.open() === 1);
    watch();
    for (let n = 0; n < 20; n += 1) server.deliver(soft(returnPath, `shared ${n}`));
    await lies(DONE, 20);
    expect(gate.seen()).toBe(1);
    await first.onApplicationShutdown();
    server.deliver(soft(returnPath, 'the other'));
    await lies(DONE, 21);
    expect(await softBounces(scope)).toBe(21);
  });

  it('counts each report once even where two read it at the same time', async () => {
    await open();
    const { scope, returnPath } = await sent();
    for (let n = 0; n < 20; n += 1) server.deliver(soft(returnPath, `raced ${n}`));
    const both = await Promise.all(
      [1, 2].map(() => ImapMailbox.open(imapSettings(server.url()), [DONE, UNREAD])),
    );
    await Promise.all(both.map((mailbox) => emptyMailbox().run(mailbox, () => true)));
    await Promise.all(both.map((mailbox) => mailbox.close()));
    await lies(undefined, 0);
    expect(await softBounces(scope)).toBe(20);
  });
});
