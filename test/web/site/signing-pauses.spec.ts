import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

const typed = { name: 'Suzie Keen', email: 'suzie@example.org', comment: 'Never forgotten.', news: 'yes' };

const get = (url: string) => world.app.inject({ url, headers: { accept: 'text/html' } });

const post = (url: string, fields: Record<string, string> = typed) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  });

const postJson = (url: string) =>
  world.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload: typed });

/** Runs a piece of work while something stands in the database, known to the pages after the counting interval. */
async function meanwhile(begin: string, end: string, work: () => Promise<void>): Promise<void> {
  await world.source.query(begin);
  world.clock.advance(30_001);
  try {
    await work();
  } finally {
    await world.source.query(end);
    world.clock.advance(30_001);
  }
}

const state = (name: string) => `UPDATE published_campaign SET state = '${name}' WHERE slug = 'sample'`;
const REST = `INSERT INTO signing_pause (since, reason, paused_by) VALUES (now(), 'a secret reason', 'operator')`;

const expectFilledIn = (body: string) => {
  for (const part of ['value="Suzie Keen"', 'value="suzie@example.org"', 'Never forgotten.', 'checked']) {
    expect(body).toContain(part);
  }
};

describe('a campaign that is paused', () => {
  it('has no form and says so, in the language of the page', async () => {
    await meanwhile(state('paused'), state('open'), async () => {
      const { statusCode, body } = await get('/c/sample');
      expect(statusCode).toBe(200);
      expect(body).toContain('This campaign is paused');
      expect(body).not.toMatch(/<form|href="#sign"/);
      expect((await get('/fa/c/sample')).body).toContain('این کارزار اکنون متوقف است');
      expect((await get('/ar/c/sample')).body).not.toContain('<form');
    });
    expect((await get('/c/sample')).body).toContain('<form');
  });

  it('refuses a form with 409 and gives it back filled in', async () => {
    await meanwhile(state('paused'), state('open'), async () => {
      const answer = await post('/c/sample/signatures');
      expect(answer.statusCode).toBe(409);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body).toContain('This campaign has been paused');
      expectFilledIn(answer.body);
      expect((await post('/fa/c/sample/signatures')).body).toContain('این کارزار متوقف شده است');
      expect((await post('/ar/c/sample/signatures')).body).toContain('أُوقفت هذه الحملة مؤقتًا');
      const json = await postJson('/c/sample/signatures');
      expect([json.statusCode, json.json<{ type: string }>().type]).toEqual([
        409,
        'urn:vigil:problem:campaign-not-open',
      ]);
      expect(await world.forms()).toEqual([]);
    });
  });

  it('still takes what people ask for by mail', async () => {
    await meanwhile(state('paused'), state('open'), async () => {
      const again = await post('/c/sample/check-your-mail', { email: 'suzie@example.org' });
      expect(again.statusCode).toBe(303);
      expect((await world.forms()).map(({ form }) => form.kind)).toEqual(['resend']);
    });
  });

  it('is another thing than one that is closed, which gives no form back', async () => {
    await meanwhile(state('closed'), state('open'), async () => {
      const answer = await post('/c/sample/signatures');
      expect(answer.statusCode).toBe(409);
      expect(answer.body).toContain('This campaign is closed');
      expect(answer.body).not.toContain('<form');
    });
  });
});

describe('signing that rests in the whole instance', () => {
  it('is said on every campaign within the counting interval, and why is said nowhere', async () => {
    await meanwhile(REST, 'DELETE FROM signing_pause', async () => {
      const { statusCode, body } = await get('/c/sample');
      expect(statusCode).toBe(200);
      expect(body).toContain('Signing rests for the moment');
      expect(body).not.toMatch(/<form|href="#sign"|a secret reason/);
      expect((await get('/fa/c/sample')).body).toContain('امضا فعلاً در همهٔ کارزارهای این سامانه متوقف است');
      expect((await get('/ar/c/sample')).body).toContain('التوقيع متوقف مؤقتًا');
    });
    expect((await get('/c/sample')).body).toContain('<form');
  });

  it('refuses a form with 503 and Retry-After, and gives it back filled in', async () => {
    await meanwhile(REST, 'DELETE FROM signing_pause', async () => {
      const answer = await post('/c/sample/signatures');
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '300']);
      expect(answer.body).toContain('What you typed is still here');
      expect(answer.body).not.toContain('a secret reason');
      expectFilledIn(answer.body);
      const json = await postJson('/c/sample/signatures');
      expect([json.statusCode, json.headers['retry-after']]).toEqual([503, '300']);
      expect(json.json()).toMatchObject({ type: 'urn:vigil:problem:signing-rests', status: 503 });
      expect(await world.forms()).toEqual([]);
    });
    expect((await post('/c/sample/signatures')).statusCode).toBe(303);
  });

  it("leaves a campaign's own pause and end as they are", async () => {
    await meanwhile(REST, 'DELETE FROM signing_pause', async () => {
      await meanwhile(state('closed'), state('open'), async () => {
        expect((await get('/c/sample')).body).toContain('This campaign is closed');
        expect((await post('/c/sample/signatures')).statusCode).toBe(409);
      });
    });
  });

  it('still takes a resend and a request for the link to my signature', async () => {
    await meanwhile(REST, 'DELETE FROM signing_pause', async () => {
      const email = { email: 'suzie@example.org' };
      expect((await post('/c/sample/check-your-mail', email)).statusCode).toBe(303);
      expect((await post('/me', email)).statusCode).toBe(200);
      expect((await get('/confirm/x')).statusCode).toBe(200);
      expect((await get('/withdraw/x')).statusCode).toBe(200);
    });
  });
});
