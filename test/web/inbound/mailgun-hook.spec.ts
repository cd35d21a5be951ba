import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rows } from '../../../src/platform/database/sql.js';
import { mailgunEvents, mailgunFailed } from '../../factories/mailgun-events.js';
import { mailgunSigned, type MailgunSigning } from '../../support/mailgun-signed.js';
import { HooksWorld } from '../../worlds/hooks.world.js';

const KEY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const HOUR = 3_600_000;
let world: HooksWorld;

beforeAll(async () => {
  world = await HooksWorld.with({ relay: 'mailgun', env: { VIGIL_HOOK_MAILGUN_KEY: KEY } });
});

afterEach(() => world.forgetSilences());

afterAll(() => world.close());

const seconds = (offsetMs = 0) => String(Math.floor((world.clock.now().getTime() + offsetMs) / 1000));

/** A request of now, or as told. */
const signed = (event: object, more: Partial<MailgunSigning> = {}) =>
  mailgunSigned(event, { key: KEY, timestamp: seconds(), ...more });
const post = (body: object) => world.post('/inbound/mailgun', body);
const gone = { code: 550, 'enhanced-code': '5.1.1', message: 'User unknown', 'bounce-type': 'hard' };
const full = { code: 552, 'enhanced-code': '5.2.2', message: 'mailbox full', 'bounce-type': 'soft' };
const tokens = async () =>
  (await rows<{ n: number }>(world.db.manager, 'SELECT count(*)::integer AS n FROM hook_token'))[0]?.n;

describe('Mailgun reports', () => {
  it('a hard bounce, by the Message-ID it kept: the address is silenced', async () => {
    const sent = await world.sentOne();
    expect(sent.mail.source).not.toMatch(/X-PM-|X-SMTPAPI/);
    expect(await post(signed(mailgunFailed(sent.mark, gone)))).toBe(200);
    expect(await world.row(sent)).toMatchObject({ outcome: 'recipient_gone', enhanced_code: '5.1.1' });
    expect(await world.events(sent)).toMatchObject([{ source: 'mailgun', kind: 'bounce' }]);
    expect(await world.silencedBecause(sent)).toEqual(['recipient_gone']);
  });

  it('the same event under new signatures: it counts once', async () => {
    const sent = await world.sentOne();
    const event = { ...mailgunFailed(sent.mark, full), id: sent.scope };
    for (let n = 0; n < 4; n += 1) expect(await post(signed(event))).toBe(200);
    expect(await world.row(sent)).toMatchObject({ outcome: 'recipient_refused', soft_bounces: 1 });
    expect(await world.silencedBecause(sent)).toEqual([]);
  });

  it('complaints and unsubscriptions, its own lists among them: the address gets nothing more', async () => {
    const sent = await world.sent('update', 4);
    const events = [
      (mark: string) => mailgunEvents(mark).complained,
      (mark: string) => mailgunEvents(mark).unsubscribed,
      (mark: string) => mailgunFailed(mark, { code: 607 }, 'suppress-complaint'),
      (mark: string) => mailgunFailed(mark, { code: 606 }, 'suppress-unsubscribe'),
    ];
    for (const [at, event] of events.entries()) {
      const body = { ...event(sent[at]?.mark ?? ''), id: `${sent[at]?.scope} ${at}` };
      expect(await post(signed(body))).toBe(200);
    }
    const reasons = await Promise.all(sent.map((one) => world.silencedBecause(one)));
    expect(reasons).toEqual([['complaint'], ['unsubscribed'], ['complaint'], ['unsubscribed']]);
  });

  it('a delay: it is noted and harms nobody', async () => {
    const sent = await world.sentOne();
    expect(await post(signed({ ...mailgunEvents(sent.mark).temporary, id: sent.scope }))).toBe(200);
    expect(await world.row(sent)).toMatchObject({ outcome: 'accepted', soft_bounces: 0 });
    expect(await world.events(sent)).toMatchObject([{ kind: 'delay' }]);
  });
});

describe('a signature that covers no body', () => {
  it('is good for one request: other words under it are refused, and Mailgun is told not to come again', async () => {
    const [first, second] = await world.sent('update', 2);
    if (!first || !second) throw new Error('two are needed');
    const body = signed({ ...mailgunEvents(first.mark).opened, id: first.scope });
    expect(await post(body)).toBe(200);
    const forged = { ...body, 'event-data': { ...mailgunEvents(second.mark).complained, id: 'forged' } };
    expect([await post(forged), await post(body)]).toEqual([406, 406]);
    expect(await world.silencedBecause(second)).toEqual([]);
    expect(await world.events(second)).toEqual([]);
  });

  it('is good for one of many that come at once', async () => {
    const sent = await world.sentOne();
    const { signature } = signed({});
    const bodies = Array.from({ length: 8 }, (_, n) => ({
      signature,
      'event-data': { ...mailgunFailed(sent.mark, full), id: `${sent.scope} ${n}` },
    }));
    const answers = await Promise.all(bodies.map(post));
    expect(answers.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 406)]);
    expect(await world.row(sent)).toMatchObject({ soft_bounces: 1 });
  });

  it.each([
    ['by another key', () => signed({}, { key: KEY.replace('a1', 'a2') })],
    ['over another time', () => ({ ...signed({}), signature: { ...signed({}).signature, timestamp: seconds(5000) } })],
    ['over another token', () => ({ ...signed({}), signature: { ...signed({}).signature, token: 'f'.repeat(50) } })],
    ['of nothing', () => ({ 'event-data': {} })],
    ['of no hexadecimal', () => ({ signature: { ...signed({}).signature, signature: 'x' } })],
    ['ten hours old', () => signed({}, { timestamp: seconds(-10 * HOUR) })],
    ['of the future', () => signed({}, { timestamp: seconds(HOUR) })],
    ['of no time', () => signed({}, { timestamp: 'now' })],
  ])('is refused when it is %s, and leaves no trace', async (_what, make) => {
    const sent = await world.sentOne();
    const before = await world.traces();
    const body = { ...make(), 'event-data': mailgunEvents(sent.mark).complained };
    expect(await post(body)).toBe(403);
    expect(await world.traces()).toBe(before);
  }); // prettier-ignore

  it('is still good at the last of the tries, eight hours later', async () => {
    const sent = await world.sentOne();
    const event = { ...mailgunEvents(sent.mark).complained, id: sent.scope };
    expect(await post(signed(event, { timestamp: seconds(-8 * HOUR) }))).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('is remembered as long as it could be used again, and no longer', async () => {
    await world.db.query('DELETE FROM hook_token');
    const body = signed({ event: 'opened', id: 'a', timestamp: 1 });
    await post(body);
    world.clock.advance(9 * HOUR - 60_000);
    expect(await post(body)).toBe(406);
    expect(await tokens()).toBe(1);
    world.clock.advance(2 * HOUR);
    expect(await post(body)).toBe(403);
    await post(signed({ event: 'opened', id: 'b', timestamp: 1 }));
    expect(await tokens()).toBe(1);
  });
});

describe('while the database is away', () => {
  it('the relay is told to come again, and what it brings then counts once', async () => {
    const sent = await world.sentOne();
    const body = signed({ ...mailgunFailed(sent.mark, full), id: sent.scope });
    const { admin, name } = await world.databaseAway();
    try {
      const answer = await world.posted('/inbound/mailgun', body);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    }
    expect(await post(body)).toBe(200);
    expect(await post(body)).toBe(406);
    expect(await world.row(sent)).toMatchObject({ soft_bounces: 1 });
  });
});
