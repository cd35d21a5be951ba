import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { inboundAad } from '../../../src/domain/dispatch/inbound-aad.js';
import type { MessageKind } from '../../../src/domain/dispatch/message-kind.rules.js';
import { decryptField } from '../../../src/platform/crypto/field.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  type DispatchWorld,
  fillLinks,
  frozenBatch,
  newScope,
} from '../../worlds/dispatch.world.js';

const BOUNCES = 'bounces.example.org';
let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock();
  sink = await smtpSink();
  world = dispatchWorld({ db, clock, smtpUrl: sink.url, bounceDomain: BOUNCES });
  fillLinks(world, ['update', 'seat-letter']);
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

/** Messages that really went out, with the envelope sender the mail server saw. */
async function sent(kind: MessageKind, count = 1, lane?: string) {
  const scope = await newScope(world);
  const { laneId } = await frozenBatch(world, kind, scope, count, lane ?? `supporters:${scope}`);
  sink.mails.length = 0;
  await world.pump.run(laneId);
  expect(sink.mails).toHaveLength(count);
  return { scope, returnPath: sink.mails[0]?.from ?? '' };
}

const bounce = (status: string, words: string, salt = '') =>
  Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@post.example',
      `Subject: Undelivered Mail ${salt}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.post.example',
      '',
      'Final-Recipient: rfc822; person1@example.net',
      'Action: failed',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${words}`,
      '',
      '--b--',
      '',
    ].join('\r\n'),
  );

const take = async (to: string, raw: Buffer) => {
  const { kind, isKnown } = await world.inbound.run({ source: 'smtp', to: [to], raw });
  return isKnown ? 'known' : kind;
};
const message = async (scope: string) =>
  (await rows<Record<string, unknown>>(db.manager, 'SELECT * FROM message WHERE scope = $1', [scope]))[0];
const events = (scope: string) =>
  rows<Record<string, unknown>>(db.manager, 'SELECT * FROM inbound_event WHERE scope = $1', [scope]);

describe('what comes in', () => {
  it('a bounce of an address that is gone counts once and silences it', async () => {
    const { scope, returnPath } = await sent('update');
    const raw = bounce('5.1.1', '550 5.1.1 User unknown', scope);
    expect(await take(returnPath, raw)).toBe('bounce');
    expect(await take(returnPath, raw)).toBe('known');
    expect(await message(scope)).toMatchObject({
      state: 'accepted',
      outcome: 'recipient_gone',
      enhanced_code: '5.1.1',
    });
    expect(await events(scope)).toHaveLength(1);
    expect(await world.suppress.holds(db.manager, 'person1@example.net', await newScope(world))).toBe(true);
    await db.query('DELETE FROM suppression');
  });

  it('an envelope sender that we never made is nobody, whatever it looks like', async () => {
    const { scope, returnPath } = await sent('update');
    const forged = returnPath.replace(/\.([0-9a-f])/, (_, digit: string) => `.${digit === '0' ? '1' : '0'}`);
    const raw = bounce('5.1.1', '550 5.1.1 User unknown', `forged ${scope}`);
    expect(await take(forged, raw)).toBe('bounce');
    expect(await message(scope)).toMatchObject({ outcome: 'accepted', soft_bounces: 0 });
    expect(await world.suppress.holds(db.manager, 'person1@example.net', scope)).toBe(false);
  });

  it('three soft bounces within seven days silence an address, two do not', async () => {
    const { scope, returnPath } = await sent('update');
    for (const n of [1, 2])
      await take(returnPath, bounce('4.2.2', '452 4.2.2 mailbox full', `${scope} ${n}`));
    // The acceptance joins the history before a report takes its place in the message.
    expect(
      await rows(
        db.manager,
        `SELECT a.attempt, a.outcome, a.phase FROM message_attempt a JOIN message m ON m.id = a.message_id
          WHERE m.scope = $1 ORDER BY a.attempt`,
        [scope],
      ),
    ).toEqual([
      { attempt: 1, outcome: 'accepted', phase: null },
      { attempt: 2, outcome: expect.any(String), phase: 'report' },
      { attempt: 3, outcome: expect.any(String), phase: 'report' },
    ]);
    expect(await world.suppress.holds(db.manager, 'person1@example.net', scope)).toBe(false);
    await take(returnPath, bounce('4.2.2', '452 4.2.2 mailbox full', `${scope} 3`));
    expect(await world.suppress.holds(db.manager, 'person1@example.net', scope)).toBe(true);
    await db.query('DELETE FROM suppression');
  });

  it('the same bounce that comes on two ways at once counts once', async () => {
    const { scope, returnPath } = await sent('update');
    const raw = bounce('4.2.2', '452 4.2.2 mailbox full', `twice ${scope}`);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take(returnPath, raw)));
    expect(taken.filter((kind) => kind === 'bounce')).toHaveLength(1);
    expect(await message(scope)).toMatchObject({ soft_bounces: 1 });
  });

  it('a complaint silences at once, for the whole instance', async () => {
    const { scope, returnPath } = await sent('update');
    const raw = Buffer.from(
      `From: fbl@post.example\r\nSubject: abuse ${scope}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Mail-From: <${returnPath}>\r\n\r\n--b--\r\n`,
    );
    expect(await take('abuse@example.org', raw)).toBe('complaint');
    expect(await world.suppress.holds(db.manager, 'person1@example.net', crypto.randomUUID())).toBe(true);
    await db.query('DELETE FROM suppression');
  });

  it("an answer of a body's staff is kept sealed with its campaign, and waits for a person", async () => {
    const { scope, returnPath } = await sent('seat-letter', 1, `seat:${crypto.randomUUID()}`);
    const raw = Buffer.from(
      `From: desk@ministry.example\r\nTo: ${returnPath}\r\nSubject: Re: Letter\r\nIn-Reply-To: <x@y>\r\n\r\nWe have received your letter ${scope}.\r\n`,
    );
    expect(await take(returnPath, raw)).toBe('reply');
    const [event] = await events(scope);
    expect(event).toMatchObject({ kind: 'reply', processed_at: null, epoch: 1 });
    const ring = await world.keys.ring(scope);
    const opened = decryptField(
      ring.dataKey(),
      inboundAad(scope, event?.id as string),
      event?.report as Buffer,
    );
    expect(opened.toString()).toBe(raw.toString());
    expect((event?.report as Buffer).includes('We have received')).toBe(false);
  });

  it('a bounce of a seat is a task and silences nobody; its report ends a doubt', async () => {
    const { scope, returnPath } = await sent('seat-letter', 1, `seat:${crypto.randomUUID()}`);
    await db.query(
      `UPDATE message SET state = 'in_doubt', in_doubt_since = now(), finished_at = NULL, finished_on = NULL WHERE scope = $1`,
      [scope],
    );
    await take(returnPath, bounce('5.1.1', '550 5.1.1 User unknown', scope));
    expect(await message(scope)).toMatchObject({
      state: 'failed',
      outcome: 'recipient_gone',
      in_doubt_since: null,
    });
    expect(await events(scope)).toMatchObject([{ kind: 'bounce', processed_at: null }]);
    expect(await world.suppress.holds(db.manager, 'person1@example.net', scope)).toBe(false);
  });
});
