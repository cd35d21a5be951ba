import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

const token = 'A'.repeat(43);

const post = (url: string, fields: Record<string, string>, accept = 'text/html') =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
    payload: new URLSearchParams(fields).toString(),
  });

beforeEach(async () => {
  await post('/c/sample/signatures', { name: 'A', email: 'a@example.org' });
  world.database.refuses = true;
});

afterEach(() => {
  world.database.refuses = false;
});

afterAll(() => world.close());

/** Each form with what a person typed into it, and where it stands on the page that comes back. */
const forms: readonly (readonly [url: string, fields: Record<string, string>, shown: string])[] = [
  ['/c/sample/signatures', { name: 'Suzie Keen', email: 's@example.org' }, 'value="Suzie Keen"'],
  ['/c/sample/check-your-mail', { email: 's@example.org' }, 'value="s@example.org"'],
  ['/me', { email: 's@example.org' }, 'value="s@example.org"'],
  ['/confirm', { code: '123456789012' }, 'value="123456789012"'],
  [`/withdraw/${token}`, { reason: 'My own <reason>' }, 'name="reason" value="My own &lt;reason>"'],
  [`/me/${token}`, { visibility: 'name' }, 'name="visibility" value="name"'],
  [`/me/${token}/erase`, {}, 'Try again'],
  [`/confirm/${token}`, {}, 'Try again'],
  [`/unsubscribe/${token}`, {}, 'Try again'],
  [`/not-me/${token}`, {}, 'Try again'],
];

describe('what cannot be taken just now', () => {
  it.each(forms)(
    '%s comes back to a person with what was typed, and may be sent again',
    async (url, fields, shown) => {
      const answer = await post(url, fields);
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['cache-control']).toBe('no-store');
      const seconds = Number(answer.headers['retry-after']);
      expect(seconds >= 5 && seconds <= 15).toBe(true);
      expect(answer.body).toContain(shown);
      expect(answer.body).toMatch(/<form method="post"|<form[^>]* method="post"/);
      expect(answer.body).not.toContain(token);
    },
  );

  it.each(forms)('%s is told to a program as a problem', async (url, fields) => {
    const answer = await post(url, fields, 'application/json');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(5);
  });

  it('tells the address of a link to nobody, be the answer what it may', async () => {
    const policy = async (url: string, fields: Record<string, string>) =>
      (await post(url, fields)).headers['referrer-policy'];
    const large = { name: 'x'.repeat(70_000) };
    for (const url of [`/confirm/${token}`, `/me/${token}`, `/withdraw/${token}`]) {
      expect(await policy(url, {})).toBe('no-referrer');
      expect(await policy(url, large)).toBe('no-referrer');
    }
    expect((await world.app.inject(`/me/${token}`)).headers['referrer-policy']).toBe('no-referrer');
    // A form of a page without a link in its address says where it comes from, as older browsers need.
    expect(await policy('/c/never-read/signatures', {})).toBe('same-origin');
  });

  it('does not bring everybody back at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(`/confirm/${token}`, {})));
    expect(new Set(answers.map(({ headers }) => headers['retry-after'])).size).toBeGreaterThan(3);
  });

  it('is taken once the database is back', async () => {
    world.database.refuses = false;
    await world.forms();
    expect((await post('/c/sample/check-your-mail', { email: 's@example.org' })).statusCode).toBe(303);
    expect(await world.forms()).toHaveLength(1);
  });
});
