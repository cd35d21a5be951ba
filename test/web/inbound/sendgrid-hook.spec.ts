import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sendGridEvents } from '../../factories/sendgrid-events.js';
import { without } from '../../support/without.js';
import { HooksWorld } from '../../worlds/hooks.world.js';

const HOUR = 3_600_000;
const ours = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const theirs = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
let world: HooksWorld;

beforeAll(async () => {
  const key = ours.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  world = await HooksWorld.with({ relay: 'sendgrid', env: { VIGIL_HOOK_SENDGRID_KEY: key } });
});

afterEach(() => world.forgetSilences());

afterAll(() => world.close());

const seconds = (offsetMs = 0) => String(Math.floor((world.clock.now().getTime() + offsetMs) / 1000));

interface Signing {
  readonly timestamp?: string;
  readonly key?: KeyObject;
  /** What is signed, where it is not what is sent. */
  readonly over?: string;
}

/** The headers that SendGrid sends with a body. */
function headersFor(
  body: string,
  { timestamp = seconds(), key = ours.privateKey, over = body }: Signing = {},
) {
  return {
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + over), key).toString(
      'base64',
    ),
    'x-twilio-email-event-webhook-timestamp': timestamp,
  };
}

const post = (events: unknown, signing?: Signing) => {
  const body = `${JSON.stringify(events)}\r\n`;
  return world.post('/inbound/sendgrid', body, headersFor(body, signing));
};

describe('mail to SendGrid', () => {
  it('takes its Message-ID along as an argument, which SendGrid hands back and takes out', async () => {
    const { mail, mark } = await world.sentOne();
    expect(mail.source).toContain(`\r\nX-SMTPAPI: {"unique_args":{"vigil-message":"${mark}"}}\r\n`);
    expect(mail.source).not.toContain('X-PM-');
  });
});

describe('SendGrid reports', () => {
  it('many events at once: each is taken by itself, and counts once however the batches overlap', async () => {
    const sent = await world.sent('update', 5);
    const of = (at: number) => sendGridEvents(sent[at]?.mark ?? '', ` ${sent[at]?.scope} ${at}`);
    const batch = [
      of(0).processed,
      of(0).bounce,
      { event: 7 },
      of(1).spamreport,
      of(2).unsubscribe,
      of(3).deferred,
      sendGridEvents(`m${crypto.randomUUID()}@example.org`, 'stranger').spamreport,
      of(4).delivered,
      of(4).open,
    ];
    expect(await post(batch)).toBe(200);
    expect(await post(batch.slice(3))).toBe(200);
    const reasons = await Promise.all(sent.map((one) => world.silencedBecause(one)));
    expect(reasons).toEqual([['recipient_gone'], ['complaint'], ['unsubscribed'], [], []]);
    const kinds = await Promise.all(
      sent.map(async (one) => (await world.events(one)).map(({ kind }) => kind)),
    );
    expect(kinds).toEqual([['bounce'], ['complaint'], ['unsubscribe'], ['delay'], []]);
    const line = world.lines.find((each) => each.includes('"relay":"sendgrid"'));
    expect(line).toContain('"taken":4,"known":0,"unnamed":1,"needless":3,"unreadable":1');
  });

  it('a complaint that names its message by our argument alone', async () => {
    const sent = await world.sentOne();
    const event = without(sendGridEvents(sent.mark, sent.scope).spamreport, 'smtp-id');
    expect(await post([{ ...event, 'vigil-message': sent.mark }])).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('an event that cannot be written: the others are, and the batch is asked for again', async () => {
    const sent = await world.sent('update', 3);
    const batch = sent.map(({ mark, scope }, at) => sendGridEvents(mark, `${scope} ${at}`).bounce);
    for (const first of sent.slice(0, 1)) await world.refuseWriting(first);
    expect(await post(batch)).toBe(503);
    expect((await Promise.all(sent.map((one) => world.events(one)))).map(({ length }) => length)).toEqual([
      0, 1, 1,
    ]);
    await world.allowWriting();
    expect(await post(batch)).toBe(200);
    expect((await Promise.all(sent.map((one) => world.events(one)))).map(({ length }) => length)).toEqual([
      1, 1, 1,
    ]);
  });

  it('as many as SendGrid puts together', async () => {
    const sent = await world.sentOne();
    const filler = sendGridEvents(sent.mark).open;
    const batch = [
      ...Array.from({ length: 2_500 }, (_, at) => ({ ...filler, sg_event_id: String(at) })),
      sendGridEvents(sent.mark, sent.scope).spamreport,
    ];
    expect(JSON.stringify(batch).length).toBeGreaterThan(768 * 1024 * 0.9);
    expect(await post(batch)).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });
});

describe('what SendGrid did not sign', () => {
  it.each<[string, (body: string) => Record<string, string>]>([
    ['by another key', (body) => headersFor(body, { key: theirs.privateKey })],
    ['over another body', (body) => headersFor(body, { over: body.replace('spamreport', 'open') })],
    ['over the same JSON in other bytes', (body) => headersFor(body, { over: JSON.stringify(JSON.parse(body), null, 1) })],
    ['over another time', (body) => ({ ...headersFor(body), 'x-twilio-email-event-webhook-timestamp': seconds(-1000) })],
    ['without a time', (body) => ({ 'x-twilio-email-event-webhook-signature': headersFor(body)['x-twilio-email-event-webhook-signature'] })],
    ['by nothing', () => ({})],
    ['by what is no signature', () => ({ ...headersFor(''), 'x-twilio-email-event-webhook-signature': 'AAAA' })],
    ['26 hours ago', (body) => headersFor(body, { timestamp: seconds(-26 * HOUR) })],
    ['in an hour', (body) => headersFor(body, { timestamp: seconds(HOUR) })],
  ])('is refused: %s', async (_what, headers) => {
    const sent = await world.sentOne();
    const before = await world.traces();
    const body = JSON.stringify([sendGridEvents(sent.mark, sent.scope).spamreport]);
    expect(await world.post('/inbound/sendgrid', body, headers(body))).toBe(403);
    expect(await world.traces()).toBe(before);
    expect(await world.post('/inbound/sendgrid', body, headersFor(body))).toBe(200);
  }); // prettier-ignore

  it('is taken at the last of the tries, a day later', async () => {
    const sent = await world.sentOne();
    const timestamp = seconds(-24 * HOUR);
    expect(await post([sendGridEvents(sent.mark, sent.scope).spamreport], { timestamp })).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('is refused when it is no list, though it is signed', async () => {
    expect(await post({ event: 'bounce' })).toBe(422);
  });
});
