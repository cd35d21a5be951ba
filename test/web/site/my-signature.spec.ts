import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newToken, pendingSignature, type PendingWish } from '../../factories/pending-signature.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

const get = (url: string) => world.app.inject({ url, headers: { accept: 'text/html' } });

/** What a browser sends from a page that tells nobody its address. */
const fromToken = (url: string) => (url.includes('/c/') ? {} : { origin: 'null' });

const post = (url: string, fields: Record<string, string> = {}, accept = 'text/html') =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { accept, 'content-type': 'application/x-www-form-urlencoded', ...fromToken(url) },
    payload: new URLSearchParams(fields).toString(),
  });

async function confirmed(wish: PendingWish = {}) {
  const made = await pendingSignature(world, wish);
  await post(`/confirm/${made.confirm}`);
  return made;
}

const kept = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

describe('my signature', () => {
  it('shows everything that is held, what can be changed, and the ways out', async () => {
    const { me, withdraw, notMe } = await confirmed({ comment: 'For them.' });
    const page = await get(`/me/${me}`);
    for (const text of [
      'Suzie Keen',
      'suzie@example.org',
      'Germany',
      'For them.',
      'English',
      '24 November 2026',
      '24 December 2026',
      'aaaaaaaaaaaa',
      `href="/me/${me}/change#f-comment"`,
      `href="/me/${me}/export"`,
      `href="/me/${me}/erase"`,
      `href="/withdraw/${withdraw}"`,
      `href="/not-me/${notMe}"`,
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.headers).toMatchObject(kept);
  });

  it('shows what only some campaigns ask, gives it along and lets it be changed or deleted', async () => {
    const { me } = await confirmed({ extra: { postcode: '10115', role: 'witness' } });
    const { body } = await get(`/me/${me}`);
    for (const text of ['10115', 'Witness', `href="/me/${me}/change#f-postcode"`])
      expect(body).toContain(text);
    expect((await get(`/me/${me}/export`)).json()).toMatchObject({
      person: { answers: { postcode: '10115', role: 'witness' } },
    });
    expect((await get(`/me/${me}/change`)).body).toMatch(/id="f-postcode"[^>]*value="10115"/);
    expect((await post(`/me/${me}`, { postcode: 'SW1A 1AA' })).statusCode).toBe(422);
    const saved = await post(`/me/${me}`, { postcode: '20095', role: '' });
    expect(saved.body).toContain('20095');
    expect(saved.body).not.toContain('Witness');
    const [taken] = await world.forms();
    expect(taken?.form).toMatchObject({ kind: 'change', extra: { postcode: '20095', role: '' } });
  });

  it('becomes one sealed form when something is changed, and says what was asked, not what is held', async () => {
    const { me } = await confirmed({ comment: 'For them.' });
    const ask = await get(`/fa/me/${me}/change`);
    expect(ask.body).toContain(`action="/fa/me/${me}"`);
    expect(ask.body).toContain('For them.</textarea>');
    const saved = await post(`/me/${me}`, {
      name: 'Suzie Keene',
      comment: 'For all\r\nof them.',
      visibility: 'counted',
      news: 'no',
    });
    expect(saved.statusCode).toBe(200);
    expect(saved.body).toContain('will be done within a minute');
    expect(saved.body).toContain('Suzie Keene');
    expect(await world.forms()).toEqual([
      {
        scope: world.campaign.id,
        form: {
          kind: 'change',
          email: 'suzie@example.org',
          me,
          name: 'Suzie Keene',
          comment: 'For all\nof them.',
          visibility: 'counted',
          news: false,
        },
        flags: [],
      },
    ]);
    expect((await get(`/me/${me}`)).body).toContain('For them.');
  });

  it('changes only what is named; an empty comment is deleted', async () => {
    const { me } = await confirmed({ comment: 'For them.' });
    expect((await post(`/me/${me}`, { comment: '' })).body).not.toContain('For them.');
    expect((await post(`/me/${me}`, { news: 'yes' }, 'application/json')).statusCode).toBe(202);
    expect((await world.forms()).map(({ form }) => form)).toEqual([
      { kind: 'change', email: 'suzie@example.org', me, comment: null },
      { kind: 'change', email: 'suzie@example.org', me, news: true },
    ]);
    expect((await post(`/me/${me}`)).statusCode).toBe(200);
    expect(await world.forms()).toEqual([]);
  });

  it('comes back filled in, with what has to be changed', async () => {
    const { me } = await confirmed({ comment: 'For them.' });
    const refused = await post(`/me/${me}`, {
      name: 'Bernard Whitlock',
      comment: 'x'.repeat(1001),
      news: 'perhaps',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('2 things need to be changed');
    expect(refused.body).toContain(`${'x'.repeat(1001)}</textarea>`);
    const other = await post(`/me/${me}`, { name: 'Bernard Whitlock' });
    expect([other.statusCode, other.headers['cache-control']]).toEqual([422, 'no-store']);
    expect(other.body).toContain('another person’s name');
    expect(other.body).toContain('value="Bernard Whitlock"');
    expect(other.body).toContain('For them.</textarea>');
    const machine = await post(`/me/${me}`, { name: '', visibility: 'all' }, 'application/json');
    expect(machine.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/visibility',
    ]);
    expect(await world.forms()).toEqual([]);
  });

  it('loses nothing typed when nothing can be taken just now', async () => {
    const { me } = await confirmed();
    await world.asOwner('ALTER TABLE intake RENAME TO intake_away');
    try {
      const page = await post(`/me/${me}`, { comment: 'Typed with care.' });
      expect(page.statusCode).toBe(503);
      expect(Number(page.headers['retry-after'])).toBeGreaterThanOrEqual(5);
      expect(page.body).toContain('Typed with care.</textarea>');
    } finally {
      await world.asOwner('ALTER TABLE intake_away RENAME TO intake');
    }
  });

  it('is a file to take along, complete, with documented keys, kept by nobody on the way', async () => {
    const { me, withdraw } = await confirmed({ comment: 'For them.' });
    const file = await get(`/fa/me/${me}/export`);
    expect(file.statusCode).toBe(200);
    expect(file.headers).toMatchObject({
      ...kept,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-signature-sample.json"',
    });
    expect(file.json()).toEqual({
      format: 'vigil.my-signature',
      version: 1,
      exportedOn: '2026-11-24',
      campaign: {
        slug: 'sample',
        title: expect.stringMatching(/[\u0600-\u06FF]/) as unknown,
        url: expect.stringMatching(/\/c\/sample$/) as unknown,
      },
      signature: {
        state: 'confirmed',
        signedOn: '2026-11-24',
        confirmedOn: '2026-11-24',
        withdrawnOn: null,
        consent: null,
        textVersion: 'a'.repeat(64),
        visibility: 'name',
        news: true,
        language: 'en',
        country: 'DE',
        mailedOn: ['2026-11-24'],
        linkWorksUntil: '2026-12-24',
      },
      person: { name: 'Suzie Keen', email: 'suzie@example.org', comment: 'For them.', answers: {} },
    });
    await post(`/withdraw/${withdraw}`);
    expect((await get(`/me/${me}/export`)).json()).toMatchObject({
      signature: { state: 'withdrawn', withdrawnOn: '2026-11-24', country: null, language: null },
      person: null,
    });
  });

  it('is erased after a page that says what happens, by one sealed form', async () => {
    const { me } = await confirmed();
    const ask = await get(`/me/${me}/erase`);
    expect(ask.body).toContain('It cannot be undone');
    expect(ask.body).toContain(`action="/me/${me}/erase"`);
    expect(await world.forms()).toEqual([]);
    const done = await post(`/me/${me}/erase`);
    expect([done.statusCode, done.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    expect(done.body).toContain('is being erased');
    expect(await world.forms()).toEqual([
      { scope: world.campaign.id, form: { kind: 'erase', email: 'suzie@example.org', me }, flags: [] },
    ]);
  });

  it('is withdrawn with a reason that goes its own way, with nothing of the person', async () => {
    const { me, withdraw } = await confirmed();
    const long = await post(`/withdraw/${withdraw}`, { reason: 'x'.repeat(1001) });
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain(`${'x'.repeat(1001)}</textarea>`);
    expect((await get(`/me/${me}`)).body).toContain('Your signature counts');
    const done = await post(`/withdraw/${withdraw}`, { reason: 'I moved away.' });
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('goes to the campaign’s organizers, without your name');
    expect(await world.forms()).toEqual([
      {
        scope: world.campaign.id,
        form: { kind: 'withdrawal-reason', reason: 'I moved away.' },
        flags: [],
      },
    ]);
    const page = await get(`/me/${me}`);
    expect(page.body).toContain('You have withdrawn your signature');
    expect(page.body).not.toContain('Suzie Keen');
    expect(page.body).not.toContain('/change');
    expect((await post(`/withdraw/${newToken()}`, { reason: 'whoever' })).statusCode).toBe(410);
    expect(await world.forms()).toEqual([]);
  });

  it('is withdrawn even when its reason cannot be taken', async () => {
    const { id, withdraw } = await confirmed();
    await world.asOwner('ALTER TABLE intake RENAME TO intake_away');
    try {
      const done = await post(`/withdraw/${withdraw}`, { reason: 'I moved away.' });
      expect(done.statusCode).toBe(200);
      expect(done.body).toContain('could not be taken just now');
    } finally {
      await world.asOwner('ALTER TABLE intake_away RENAME TO intake');
    }
    expect(await world.source.query('SELECT state FROM signature WHERE id = $1', [id])).toEqual([
      { state: 'withdrawn' },
    ]);
  });

  it('answers links that open nothing with 410 and one text, wherever they point', async () => {
    const { me, withdraw } = await confirmed();
    await post(`/withdraw/${withdraw}`);
    const old = await confirmed();
    await world.source.query(`UPDATE signature SET me_until = '2026-11-23' WHERE id = $1`, [old.id]);
    const unconfirmed = await pendingSignature(world);
    const answers = [];
    for (const token of [newToken(), 'x', old.me, unconfirmed.me]) {
      for (const page of ['', '/change', '/erase', '/export']) answers.push(await get(`/me/${token}${page}`));
      answers.push(await post(`/me/${token}`, { news: 'no' }), await post(`/me/${token}/erase`));
    }
    for (const page of ['/change', '/erase']) answers.push(await get(`/me/${me}${page}`));
    answers.push(await post(`/me/${me}`, { news: 'no' }), await post(`/me/${me}/erase`));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([410]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    for (const { headers } of answers) expect(headers).toMatchObject(kept);
    expect(await world.forms()).toEqual([]);
  });
});

describe('a fresh link, and another mail', () => {
  it('are asked for with the same bytes in answer, whatever the address is', async () => {
    for (const url of ['/me', '/fa/me', '/c/sample/check-your-mail']) {
      const answers = [];
      for (const email of ['suzie@example.org', 'nobody@example.net', 'held@example.org']) {
        const { statusCode, headers, body } = await post(url, { email });
        answers.push(JSON.stringify([statusCode, { ...headers, date: '' }, body]));
      }
      expect(new Set(answers).size).toBe(1);
      expect(await world.forms()).toHaveLength(3);
    }
  });
});
