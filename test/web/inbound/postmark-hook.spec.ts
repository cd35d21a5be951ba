import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { inboundAad } from '../../../src/domain/dispatch/inbound-aad.js';
import { decryptField } from '../../../src/platform/crypto/field.js';
import { postmarkBounce, postmarkEvents } from '../../factories/postmark-events.js';
import { HooksWorld } from '../../worlds/hooks.world.js';

const LOGIN = 'postmark:a-password-of-32-characters-1234';
const OLD = 'postmark:the-password-before-it-was-changed';
let world: HooksWorld;

beforeAll(async () => {
  const env = { VIGIL_HOOK_POSTMARK_LOGIN: `${LOGIN},${OLD}` };
  world = await HooksWorld.with({ relay: 'postmark', env });
});

afterEach(() => world.forgetSilences());

afterAll(() => world.close());

const basic = (login: string) => ({ authorization: `Basic ${Buffer.from(login).toString('base64')}` });
const post = (event: object, login = LOGIN) => world.post('/inbound/postmark', event, basic(login));

describe('mail to Postmark', () => {
  it('takes its Message-ID along as metadata, which Postmark hands back and takes out', async () => {
    const { mail, mark } = await world.sentOne();
    expect(mail.source).toContain(`\r\nX-PM-Metadata-vigil-message: ${mark}\r\n`);
    expect(mail.source).toContain('\r\nX-PM-KeepID: true\r\n');
    expect(mail.source).not.toContain('X-SMTPAPI');
  });
});

describe('Postmark reports', () => {
  it('a hard bounce: it counts once, and silences the address', async () => {
    const sent = await world.sentOne();
    const event = postmarkBounce(sent.mark, 'HardBounce', 'smtp;550 5.1.1 User unknown', 1);
    expect([await post(event), await post(event), await post(event, OLD)]).toEqual([200, 200, 200]);
    expect(await world.row(sent)).toMatchObject({ outcome: 'recipient_gone', enhanced_code: '5.1.1' });
    expect(await world.events(sent)).toMatchObject([{ source: 'postmark', kind: 'bounce' }]);
    expect(await world.silencedBecause(sent)).toEqual(['recipient_gone']);
  });

  it('a complaint and an unsubscription: the address gets nothing more', async () => {
    const [complained, left] = await world.sent('update', 2);
    if (!complained || !left) throw new Error('two are needed');
    expect(await post(postmarkEvents(complained.mark).complaint)).toBe(200);
    expect(await post(postmarkEvents(left.mark).unsubscribed)).toBe(200);
    expect(await world.silencedBecause(complained)).toEqual(['complaint']);
    expect(await world.silencedBecause(left)).toEqual(['unsubscribed']);
    expect(await world.events(left)).toMatchObject([{ kind: 'unsubscribe' }]);
  });

  it("a seat's bounce: a task for the organizer, with the words of both servers, and no silence", async () => {
    const sent = await world.sentOne('seat-letter');
    const event = postmarkBounce(sent.mark, 'HardBounce', 'smtp;550 5.1.1 No such office', 7);
    expect(await post(event)).toBe(200);
    const [kept] = await world.events(sent);
    expect(kept).toMatchObject({ kind: 'bounce', processed_at: null, epoch: 1 });
    const ring = await world.dispatch.keys.ring(sent.scope, { epoch: 1 });
    const aad = inboundAad(sent.scope, String(kept?.id));
    const mail = await PostalMime.parse(decryptField(ring.dataKey(1), aad, kept?.report as Buffer));
    expect(mail.text).toContain('550 5.1.1 No such office');
    expect(await world.silencedBecause(sent)).toEqual([]);
  });

  it('something of a message that is not ours: 200, and nothing but a count in the log', async () => {
    const before = await world.traces();
    world.lines.length = 0;
    const stranger = `m${crypto.randomUUID()}@example.org`;
    expect(await post(postmarkBounce(stranger, 'HardBounce', '550 5.1.1 stranger@example.net', 99))).toBe(
      200,
    );
    expect(await post({ ...postmarkBounce(stranger, 'HardBounce'), Metadata: {} })).toBe(200);
    expect(await post({ RecordType: 7 })).toBe(200);
    expect(await world.traces()).toBe(before);
    const told = world.lines.join('').match(/"relay":"postmark"[^}]*/g) ?? [];
    expect(told).toHaveLength(3);
    expect(told[0]).toContain('"unnamed":1');
    expect(told[2]).toContain('"unreadable":1');
    expect(world.lines.join('')).not.toMatch(/stranger|@example/);
  });

  it('what tells of no delivery: 200, and nothing', async () => {
    const sent = await world.sentOne();
    const before = await world.traces();
    expect(await post(postmarkEvents(sent.mark).open)).toBe(200);
    expect(await post(postmarkEvents(sent.mark).resubscribed)).toBe(200);
    expect(await world.traces()).toBe(before);
  });
});

describe('who does not know the password', () => {
  it.each([
    ['nobody', {}],
    ['another name', basic(LOGIN.replace('postmark', 'postmarc'))],
    ['another password', basic(`${LOGIN}5`)],
    ['half a password', basic(LOGIN.slice(0, -1))],
    ['an empty one', basic('postmark:')],
    ['another scheme', { authorization: `Bearer ${Buffer.from(LOGIN).toString('base64')}` }],
    ['no base64', { authorization: 'Basic §§§' }],
    ['a token besides', { authorization: `Basic ${Buffer.from(LOGIN).toString('base64')}, Basic x` }],
  ])('is asked for it, and nothing is done: %s', async (_who, headers: Record<string, string>) => {
    const sent = await world.sentOne();
    const before = await world.traces();
    const answer = await world.posted('/inbound/postmark', postmarkBounce(sent.mark, 'HardBounce'), headers);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="inbound"']);
    expect(await world.traces()).toBe(before);
  });

  it('is noticed in the log, but not at every try', async () => {
    const refusals = () => world.lines.filter((line) => line.includes('was refused')).length;
    world.clock.advance(61_000);
    world.lines.length = 0;
    for (let n = 0; n < 5; n += 1) await post({}, 'somebody:else-with-a-long-password');
    expect(refusals()).toBe(1);
    world.clock.advance(61_000);
    await post({}, 'somebody:else-with-a-long-password');
    expect(refusals()).toBe(2);
    expect(world.lines.join('')).toContain('"unsaid":4');
    expect(world.lines.join('')).not.toContain('else-with');
  });
});

describe('a body', () => {
  it('of more than a megabyte is not read on', async () => {
    const answer = await world.posted('/inbound/postmark', 'x'.repeat(1024 * 1024 + 1), basic(LOGIN));
    expect(answer.status).toBe(413);
  });

  it('of a type nobody names is read all the same, since its bytes are what counts', async () => {
    const sent = await world.sentOne();
    const event = JSON.stringify(postmarkEvents(sent.mark).complaint);
    const headers = { ...basic(LOGIN), 'content-type': 'application/octet-stream' };
    expect(await world.post('/inbound/postmark', event.replace('"ID":42', '"ID":43'), headers)).toBe(200);
    expect(await world.silencedBecause(sent)).toEqual(['complaint']);
  });

  it('that is no JSON is refused', async () => {
    expect(await world.post('/inbound/postmark', '{"RecordType":', basic(LOGIN))).toBe(422);
    expect(await world.post('/inbound/postmark', '', basic(LOGIN))).toBe(422);
  });
});

describe('a hook that nobody set up', () => {
  it.each(['/inbound/ses', '/inbound/mailgun', '/inbound/sendgrid', '/inbound', '/inbound/other'])(
    'is not there: %s',
    async (path) => {
      expect(await world.post(path, {}, basic(LOGIN))).toBe(404);
    },
  );

  it('and one that is does not answer to a look', async () => {
    expect((await fetch(`${world.url}/inbound/postmark`)).status).toBe(404);
  });
});
