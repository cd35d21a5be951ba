import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INSTANCE_SCOPE } from '../../../src/domain/keys/instance-scope.js';
import { newToken, pendingSignature } from '../../factories/pending-signature.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

afterAll(() => world.close());

const pending = (code = '') => pendingSignature(world, { code });

const state = async (id: string) =>
  (
    await world.source.query<{ state: string; news: boolean }[]>(
      'SELECT state, news FROM signature WHERE id = $1',
      [id],
    )
  )[0];

const ask = (
  method: 'GET' | 'HEAD' | 'POST',
  url: string,
  headers: Record<string, string> = {},
  payload?: string,
) =>
  world.app.inject({
    method,
    url,
    headers: { accept: 'text/html', ...headers },
    ...(payload ? { payload } : {}),
  });

describe('the pages that tokens open', () => {
  it('are the same bytes for a valid, used, expired and unknown token, and change nothing', async () => {
    const valid = await pending();
    const used = await pending();
    await ask('POST', `/confirm/${used.confirm}`);
    const expired = await pending();
    await world.source.query(`UPDATE signature SET expires_at = '2026-11-20T12:00Z' WHERE id = $1`, [
      expired.id,
    ]);
    for (const act of ['confirm', 'withdraw', 'unsubscribe', 'not-me'] as const) {
      const key = act === 'not-me' ? 'notMe' : act;
      for (const prefix of ['', '/fa']) {
        const tokens = [valid[key], used[key], expired[key], newToken(), 'short', 'a'.repeat(200)];
        const answers = await Promise.all(tokens.map((token) => ask('GET', `${prefix}/${act}/${token}`)));
        const seen = answers.map(({ statusCode, headers, body }) =>
          JSON.stringify([statusCode, { ...headers, date: '' }, body]),
        );
        expect(new Set(seen).size).toBe(1);
        expect(answers[0]?.statusCode).toBe(200);
        expect(answers[0]?.body).toMatch(/<form method="post"[^>]*>.*<button class="button" type="submit">/);
        expect(answers[0]?.headers).toMatchObject({
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
        });
        const heads = await Promise.all(tokens.map((token) => ask('HEAD', `${prefix}/${act}/${token}`)));
        expect(heads.map(({ statusCode }) => statusCode)).toEqual(tokens.map(() => 200));
      }
    }
    expect((await state(valid.id))?.state).toBe('pending');
    expect((await state(used.id))?.state).toBe('confirmed');
  });

  it('confirm by POST, once and again with the same page, and link my signature', async () => {
    const { id, confirm, me } = await pending();
    const first = await ask('POST', `/confirm/${confirm}`);
    expect(first.statusCode).toBe(200);
    expect(first.body).toContain('Thank you. Your signature counts.');
    expect(first.body).toContain(`href="/me/${me}"`);
    expect(first.body).toContain('href="/c/sample"');
    expect(first.headers['cache-control']).toBe('no-store');
    expect((await ask('POST', `/confirm/${confirm}`)).body).toBe(first.body);
    expect((await state(id))?.state).toBe('confirmed');
  });

  it('answer expired and unknown tokens alike with 410', async () => {
    const { id, confirm } = await pending();
    await world.source.query(`UPDATE signature SET expires_at = '2026-11-20T12:00Z' WHERE id = $1`, [id]);
    const answers = await Promise.all(
      [confirm, newToken(), 'x'].map((token) => ask('POST', `/confirm/${token}`)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([410, 410, 410]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('confirm by a typed code in the digits of any script', async () => {
    for (const [code, typed] of [
      ['123456789012', '1234 5678 9012'],
      ['998877665544', '۹۹۸۸ ۷۷۶۶ ۵۵۴۴'],
      ['112233445566', '١١٢٢-٣٣٤٤-٥٥٦٦'],
      ['101010101010', '\u200F۱۰۱۰\u200F ۱۰۱۰ ۱۰۱۰\u200E'],
      ['202020202020', '\u2067٢٠٢٠–٢٠٢٠—٢٠٢٠\u2069'],
      ['303030303030', '३०३०\u00A0३०३०\u202F३०३०'],
      ['404040404040', '４０４０－４０４０－４０４０'],
    ] as const) {
      const { id } = await pending(code);
      const answer = await ask(
        'POST',
        '/fa/confirm',
        { 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams({ code: typed }).toString(),
      );
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('سپاسگزاریم');
      expect(answer.body).toContain('href="/fa/me"');
      expect(answer.body).not.toMatch(/\/me\/[\w-]{43}/);
      expect((await state(id))?.state).toBe('confirmed');
    }
  });

  it('slow down whoever guesses codes', async () => {
    const guess = (code: string) =>
      ask('POST', '/confirm', { 'content-type': 'application/x-www-form-urlencoded' }, `code=${code}`);
    expect((await guess('12')).statusCode).toBe(422);
    expect((await guess('000000000001')).statusCode).toBe(410);
    const statuses = [];
    for (let n = 2; n < 40; n += 1) statuses.push((await guess(String(n).padStart(12, '0'))).statusCode);
    expect(statuses).toContain(429);
    expect((await guess('000000000099')).headers['retry-after']).toBe('600');
    world.clock.advance(601_000);
    expect((await guess('000000000099')).statusCode).toBe(410);
  });

  it('show my signature to whoever has its link and offer a fresh link to whoever has not', async () => {
    const { confirm, me, withdraw } = await pending();
    expect((await ask('GET', `/me/${me}`)).statusCode).toBe(410);
    await ask('POST', `/confirm/${confirm}`);
    const page = await ask('GET', `/me/${me}`);
    expect(page.statusCode).toBe(200);
    for (const text of [
      'Suzie Keen',
      'suzie@example.org',
      'Germany',
      'My name',
      `href="/withdraw/${withdraw}"`,
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const lost = await ask(
      'POST',
      '/me',
      { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
      'email=suzie@example.org',
    );
    expect(lost.statusCode).toBe(200);
    expect(await world.forms()).toEqual([
      {
        scope: INSTANCE_SCOPE,
        form: { kind: 'my-page', email: 'suzie@example.org', locale: 'en' },
        flags: [],
      },
    ]);
  });

  it('take another choice of who may see the signature as one sealed form', async () => {
    const { confirm, me } = await pending();
    await ask('POST', `/confirm/${confirm}`);
    const choose = (visibility: string) =>
      ask(
        'POST',
        `/me/${me}`,
        { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
        `visibility=${visibility}`,
      );
    const saved = await choose('initials');
    expect(saved.statusCode).toBe(200);
    expect(saved.body).toContain('Only my initials');
    expect(saved.body).toContain('will be done within a minute');
    expect(await world.forms()).toEqual([
      {
        scope: world.campaign.id,
        form: { kind: 'change', email: 'suzie@example.org', me, visibility: 'initials' },
        flags: [],
      },
    ]);
    expect((await choose('everyone')).statusCode).toBe(422);
    expect((await ask('POST', `/me/${newToken()}`)).statusCode).toBe(410);
    expect(await world.forms()).toEqual([]);
  });

  it('withdraw, stop the news in one click (RFC 8058) and disown, by POST alone', async () => {
    const { id, confirm, withdraw, unsubscribe } = await pending();
    await ask('POST', `/confirm/${confirm}`);
    const oneClick = await ask(
      'POST',
      `/en/unsubscribe/${unsubscribe}`,
      { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' },
      'List-Unsubscribe=One-Click',
    );
    expect(oneClick.statusCode).toBe(200);
    expect(await state(id)).toEqual({ state: 'confirmed', news: false });
    expect((await ask('POST', `/withdraw/${withdraw}`)).body).toContain('Your signature has been withdrawn');
    expect((await ask('POST', `/withdraw/${withdraw}`)).statusCode).toBe(200);
    expect((await state(id))?.state).toBe('withdrawn');
    const other = await pending();
    expect((await ask('POST', `/not-me/${other.notMe}`)).statusCode).toBe(200);
    expect((await state(other.id))?.state).toBe('expired');
    expect((await ask('POST', `/not-me/${newToken()}`)).statusCode).toBe(410);
  });

  it('let supporters choose whose news they stop, and take it back by the same link', async () => {
    const { id, confirm, unsubscribe } = await pending();
    await ask('POST', `/confirm/${confirm}`);
    await world.asOwner(`UPDATE signature SET contact = 'sealed'`);
    const page = await ask('GET', `/unsubscribe/${unsubscribe}`);
    expect(page.body).toMatch(/<input type="radio" [^>]*name="reach" value="campaign" checked/);
    expect(page.body).toMatch(/<input type="radio" [^>]*name="reach" value="instance"/);
    const choose = (reach: string, path = '') =>
      ask(
        'POST',
        `${path}/unsubscribe/${unsubscribe}`,
        { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
        `reach=${reach}`,
      );
    const everywhere = await choose('instance');
    expect(everywhere.body).toContain('No campaign on this site will send news');
    expect(everywhere.body).toContain('<input type="hidden" name="reach" value="none"/>');
    expect(await state(id)).toEqual({ state: 'confirmed', news: false });
    expect((await choose('campaign')).body).toContain('This campaign will send no more news');
    expect((await choose('campaign', '/fa')).body).toContain('این کارزار دیگر خبری');
    expect((await choose('none')).body).toContain('Taken back');
    expect(await state(id)).toEqual({ state: 'confirmed', news: true });
    expect((await choose('everything')).body).toContain('This campaign will send no more news');
  });

  it.each([
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
  ])(
    'stop the news in one click as %s, without a cookie, a redirect or a second answer',
    async (type, body) => {
      const { id, confirm, unsubscribe } = await pending();
      await ask('POST', `/confirm/${confirm}`);
      for (let n = 0; n < 2; n += 1) {
        const answer = await ask('POST', `/unsubscribe/${unsubscribe}`, { 'content-type': type }, body);
        expect(answer.statusCode).toBe(200);
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(answer.headers).not.toHaveProperty('location');
        expect(await state(id)).toEqual({ state: 'confirmed', news: false });
      }
    },
  );

  it('never put a token into the log', async () => {
    const { confirm, me } = await pending();
    await ask('POST', `/confirm/${confirm}?x=1`);
    await ask('GET', `/me/${me}`);
    expect(world.log.join('')).not.toContain(confirm);
    expect(world.log.join('')).not.toContain(me);
  });
});
