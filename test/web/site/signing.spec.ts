import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { consentIn } from '../../../src/domain/signatures/consent-words.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

const form = (fields: Record<string, string>, url = '/c/sample/signatures', headers = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

const json = (payload: unknown, url = '/c/sample/signatures') =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

const suzie = { name: 'Suzie Keen', email: 'Suzie@Example.org' };

async function stampOf(slug = 'sample'): Promise<string> {
  const { body } = await world.app.inject({ url: `/c/${slug}`, headers: { accept: 'text/html' } });
  return /name="stamp" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

describe('signing', () => {
  it('becomes one sealed form and one redirect', async () => {
    const stamp = await stampOf();
    world.clock.advance(60_000);
    const answer = await form({
      ...suzie,
      country: 'de',
      comment: 'Never forgotten 🕯️\r\nNever.',
      visibility: 'name',
      news: 'yes',
      locale: 'fa',
      stamp,
      website: '',
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/c/sample/check-your-mail']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await world.forms()).toEqual([
      {
        scope: world.campaign.id,
        form: {
          kind: 'sign',
          name: 'Suzie Keen',
          email: 'Suzie@example.org',
          country: 'DE',
          comment: 'Never forgotten 🕯️\nNever.',
          visibility: 'name',
          news: true,
          locale: 'fa',
          textVersion: 'a'.repeat(64),
          extra: {},
          consent: consentIn('fa').version,
        },
        flags: ['proof-missing'],
      },
    ]);
  });

  it('takes the safest choice for what is not said, and the language of the page', async () => {
    const answer = await form(suzie, '/fa/c/sample/signatures');
    expect(answer.headers.location).toBe('/fa/c/sample/check-your-mail');
    const [taken] = await world.forms();
    expect(taken?.form).toMatchObject({
      visibility: 'counted',
      news: false,
      country: null,
      comment: null,
      locale: 'fa',
    });
  });

  it('answers JSON with 202 and an empty object', async () => {
    const answer = await json({ ...suzie, news: 'yes' });
    expect([answer.statusCode, answer.body]).toEqual([202, '{}']);
    expect((await world.forms())[0]?.form).toMatchObject({ name: 'Suzie Keen', news: true });
  });

  it('gives the same answer to everyone', async () => {
    const answers = [];
    for (const email of ['a@example.org', 'a@example.org', 'b@example.net']) {
      const { statusCode, headers, body } = await form({ name: 'A', email });
      answers.push(JSON.stringify([statusCode, { ...headers, date: '' }, body]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(await world.forms()).toHaveLength(3);
  });

  it('flags what looks unusual and refuses none of it', async () => {
    world.clock.advance(11 * 60_000);
    await form({ ...suzie, website: 'http://spam', stamp: await stampOf() });
    await form({ ...suzie, stamp: 'x.y' });
    await form(suzie);
    const old = await stampOf();
    world.clock.advance(25 * 3_600_000);
    await form({ ...suzie, stamp: old });
    const flags = (await world.forms()).map((each) => [...each.flags].sort().join(' ')).sort();
    expect(flags).toEqual(
      ['fast-form honeypot proof-missing', 'proof-missing stamp-foreign', 'proof-missing stamp-missing', 'proof-missing stamp-old'],
    ); // prettier-ignore
  });

  it('comes back filled in, with messages beside the fields and a summary linking to them', async () => {
    const answer = await form({
      name: '',
      email: 'nobody',
      country: 'FR',
      comment: 'Kept',
      visibility: 'initials',
      news: 'yes',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['cache-control']).toBe('no-store');
    const page = answer.body;
    expect(page).toContain('2 things need to be changed before you can sign');
    expect(page).toContain('<a href="#f-name">Please enter your name.</a>');
    expect(page).toMatch(/<p class="field-error" id="e-name">Please enter your name.<\/p>/);
    expect(page).toMatch(
      /id="f-email"[^>]*value="nobody"[^>]*aria-describedby="h-email e-email"[^>]*aria-invalid="true"/,
    );
    expect(page).toMatch(/<option[^>]*value="FR"[^>]*selected|<option[^>]*selected[^>]*value="FR"/);
    expect(page).toMatch(/value="initials" checked/);
    expect(page).toContain('Kept</textarea>');
    expect(page).toMatch(/<details class="more" open/);
    expect(page).toContain('autofocus');
    expect(await world.forms()).toEqual([]);
  });

  it('speaks the language of the page when it refuses', async () => {
    expect((await form({}, '/fa/c/sample/signatures')).body).toContain('لطفاً نامتان را بنویسید.');
    expect((await form({}, '/ar/c/sample/signatures')).body).toContain('يُرجى إدخال الاسم.');
  });

  it('points at the fields for programs', async () => {
    const answer = await json({ name: 5, email: 'x@example.org', country: 'XX', news: true });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/name', '/country', '/news']);
  });

  it('takes nothing for a campaign that is not open, and says so', async () => {
    await world.source.query(`UPDATE published_campaign SET state = 'paused' WHERE slug = 'sample'`);
    world.clock.advance(30_001);
    expect((await form(suzie)).statusCode).toBe(409);
    const page = await world.app.inject({ url: '/c/sample', headers: { accept: 'text/html' } });
    expect(page.body).toContain('This campaign is paused');
    expect(page.body).not.toContain('<form');
    await world.source.query(`UPDATE published_campaign SET state = 'open' WHERE slug = 'sample'`);
    world.clock.advance(30_001);
    expect(await world.forms()).toEqual([]);
  });

  it('loses nothing typed when the intake takes nothing just now', async () => {
    await world.asOwner('ALTER TABLE intake RENAME TO intake_away');
    try {
      const page = await form(suzie);
      expect([page.statusCode, page.headers['cache-control']]).toEqual([503, 'no-store']);
      expect(Number(page.headers['retry-after'])).toBeGreaterThanOrEqual(5);
      expect(page.body).toContain('value="Suzie Keen"');
      expect(page.body).toContain('Nothing you typed is lost');
      expect((await json(suzie)).statusCode).toBe(503);
    } finally {
      await world.asOwner('ALTER TABLE intake_away RENAME TO intake');
    }
  });

  it('asks for another mail with the same answer for everyone', async () => {
    const answer = await form({ email: 'who@example.org' }, '/c/sample/check-your-mail');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/c/sample/check-your-mail?again']);
    expect((await world.forms())[0]?.form).toEqual({
      kind: 'resend',
      email: 'who@example.org',
      locale: 'en',
    });
    const refused = await form({ email: 'who@' }, '/fa/c/sample/check-your-mail');
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="who@"');
    const page = await world.app.inject({
      url: '/c/sample/check-your-mail',
      headers: { accept: 'text/html' },
    });
    expect(page.body).toContain('Check your mail');
    expect(page.body).toContain('href="/c/sample#sign"');
    expect(page.body).toContain('forgotten after seven days');
  });
});
