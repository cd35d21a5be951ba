import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

const everybodys = ['', '/fa', '/ar'].flatMap((prefix) => [
  prefix || '/',
  `${prefix}/c/sample`,
  `${prefix}/c/sample/progress.json`,
  `${prefix}/c/sample/check-your-mail`,
]);

const get = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ url, headers: { accept: 'text/html', ...headers } });

const statuses = async (urls: readonly string[]) =>
  new Set((await Promise.all(urls.map((url) => get(url)))).map(({ statusCode }) => statusCode));

/** Everything read anew: past the time in which an older reading serves. */
const refresh = async () => {
  world.clock.advance(60_000);
  await statuses(everybodys);
  await eventually(() => world.database.asked.length > 0);
  world.database.asked.length = 0;
};

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

beforeEach(refresh);

afterAll(() => world.close());

describe('a view', () => {
  it('costs the database nothing, whichever page, language, tag or coding is asked for', async () => {
    const etag = String((await get('/c/sample')).headers.etag);
    for (let round = 0; round < 20; round += 1) {
      expect(await statuses(everybodys)).toEqual(new Set([200]));
      expect((await get('/c/sample', { 'if-none-match': `"x", ${etag}` })).statusCode).toBe(304);
      expect((await get('/c/sample/progress.json', { 'accept-encoding': 'gzip' })).statusCode).toBe(200);
    }
    expect(world.database.asked).toEqual([]);
  });

  it('is answered at once from the last reading while one new reading is made for all', async () => {
    await world.source.query(
      `INSERT INTO published_tally VALUES ($1, 7, now())
       ON CONFLICT (campaign_id) DO UPDATE SET confirmed = published_tally.confirmed + 1`,
      [world.campaign.id],
    );
    const before = (await get('/c/sample/progress.json')).body;
    world.clock.advance(10_001);
    const answers = await Promise.all(Array.from({ length: 40 }, () => get('/c/sample/progress.json')));
    expect(answers[0]?.body).toBe(before);
    await eventually(async () => (await get('/c/sample/progress.json')).body !== before);
    expect(world.database.asked).toHaveLength(3);
  });

  it('does not wait for a database that is away, nor ask it more than once an interval', async () => {
    world.clock.advance(40_000);
    world.database.refuses = true;
    try {
      for (let round = 0; round < 10; round += 1)
        expect(await statuses(['/c/sample'])).toEqual(new Set([200]));
      expect(world.database.asked).toHaveLength(1);
      world.clock.advance(10_001);
      expect(await statuses(['/c/sample', '/c/sample'])).toEqual(new Set([200]));
      expect(world.database.asked).toHaveLength(2);
      world.clock.advance(3_600_000);
      const unknown = await get('/c/sample');
      expect(unknown.statusCode).toBe(503);
      expect(Number(unknown.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      world.database.refuses = false;
    }
  });

  it('of names that nobody has costs a bounded amount of work, and each name once', async () => {
    const names = Array.from({ length: 500 }, (_, n) => `/c/nobody-${n}`);
    expect(await statuses(names)).toEqual(new Set([404, 503]));
    expect(world.database.asked.length).toBeLessThanOrEqual(64);
    const [first = ''] = names;
    const asked = world.database.asked.length;
    expect(await statuses([first, first, '/c/sample'])).toEqual(new Set([404, 200]));
    expect(world.database.asked).toHaveLength(asked);
  });
});

describe("what caches are told of everybody's pages", () => {
  it.each(everybodys)(
    'lets them keep %s for the interval, twice as long stale, and revalidate it',
    async (url) => {
      const first = await get(url);
      expect(first.headers['cache-control']).toBe(
        'public, max-age=10, stale-while-revalidate=20, stale-if-error=50',
      );
      const same = ['cache-control', 'etag', 'vary', 'access-control-allow-origin'];
      for (const tag of [String(first.headers.etag), `W/${String(first.headers.etag)}`, '*']) {
        const again = await get(url, { 'if-none-match': tag });
        expect([again.statusCode, again.body]).toEqual([304, '']);
        expect(same.map((name) => again.headers[name])).toEqual(same.map((name) => first.headers[name]));
      }
      expect(first.headers.vary).toContain('Accept-Encoding');
      const head = await world.app.inject({ method: 'HEAD', url, headers: { accept: 'text/html' } });
      expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', first.headers.etag]);
      const zipped = await get(url, { 'accept-encoding': 'gzip' });
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(zipped.headers.etag).not.toBe(first.headers.etag);
    },
  );
});
