import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

const get = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ url, headers: { accept: 'text/html', ...headers } });

/** The campaigns a page lists, in order. */
const listed = async (url: string) => {
  const { body } = await get(url);
  return [...body.matchAll(/<h2[^>]*><a href="[^"]*\/c\/([a-z0-9-]+)"/g)].map(([, slug]) => slug);
};

beforeAll(async () => {
  world = await siteWorld();
  for (let n = 1; n <= 24; n += 1) {
    await publishCampaign(world.source, { slug: `other-${String(n).padStart(2, '0')}` });
  }
  await publishCampaign(world.source, { slug: 'closed', state: 'closed' });
  await publishCampaign(world.source, { slug: 'archived', state: 'archived' });
  await world.source.query(
    `UPDATE published_campaign SET document = jsonb_set(jsonb_set(document, '{texts,en,title}', '"Liberté for 7 écrivains"'),
       '{texts,fa,title}', '"آزادی برای كارگران علي‌آباد ۱۳۹۲"') WHERE slug = 'other-07'`,
  );
  world.clock.advance(60_000);
  await get('/');
}, 60_000);

afterAll(() => world.close());

describe('the list of campaigns', () => {
  it('pages the open ones, those opened last first, and has the closed ones apart', async () => {
    const first = await listed('/en');
    const second = await listed('/en/?page=2');
    expect([first.length, second.length]).toEqual([20, 5]);
    expect(first[0]).toBe('other-24');
    expect(second.at(-1)).toBe('sample');
    expect(await listed('/en/?state=closed')).toEqual(['closed']);
    expect((await get('/en')).body).toContain('href="/en/?state=closed">1 closed campaign</a>');
    expect((await get('/en/?page=3')).statusCode).toBe(404);
    expect((await get('/en/?state=closed&page=2')).statusCode).toBe(404);
  });

  it.each([
    ['SAMPLE', 21],
    ['liberte ECRIVAINS', 1],
    ['کارگران', 1],
    ['علی‌آباد', 1],
    ['عليآباد 1392', 1],
    ['sample other-07', 1],
    ['liberté nowhere', 0],
    ['iberté', 0],
    ['%_\\', 0],
    ['closed', 1],
  ])('finds by the beginnings of words, however they are typed: %s', async (q, count) => {
    const found = await listed(`/en/?${new URLSearchParams({ q })}`);
    expect(Math.min(found.length, 20)).toBe(Math.min(count, 20));
    if (count === 1 && q !== 'closed') expect(found).toEqual(['other-07']);
  });

  it('puts what was looked for back as text, tells search engines nothing and is kept nowhere', async () => {
    const { body, headers } = await get(`/en/?q=${encodeURIComponent('"><script>x</script>')}`);
    expect(body).not.toContain('<script>x');
    expect(body).toContain('value="&quot;>&lt;script>x&lt;/script>"');
    expect(body).toContain('<meta name="robots" content="noindex"');
    expect(headers['cache-control']).toBe('no-store');
    expect((await get(`/en/?q=${'x'.repeat(5_000)}`)).statusCode).toBe(200);
    expect((await get('/en/?q=a&q=b&page=-1&state=x')).statusCode).toBe(200);
  });

  it('costs the database nothing, neither looking nor searching', async () => {
    const paths = ['/en', '/fa/?page=2', '/?state=closed', '/en/?q=sample', '/fa/?q=%DA%A9'];
    await Promise.all(paths.map((path) => get(path)));
    world.database.asked.length = 0;
    for (let round = 0; round < 10; round += 1) await Promise.all(paths.map((path) => get(path)));
    expect(world.database.asked).toEqual([]);
  });
});

describe('a page in another language than its reader’s', () => {
  const offer = async (url: string, language: string) => {
    const { body, headers } = await get(url, { 'accept-language': language });
    expect(headers.vary).toContain('Accept-Language');
    expect(headers['set-cookie']).toBeUndefined();
    return /<p class="offer" lang="([a-z]+)" dir="[a-z]+"><a href="([^"]+)"/.exec(body)?.slice(1);
  };

  it('offers it, where the address names a language and the page is there in the other', async () => {
    expect(await offer('/en/c/sample', 'fa-IR,fa;q=0.9,en;q=0.5')).toEqual(['fa', '/fa/c/sample']);
    expect(await offer('/fa/?page=2', 'de')).toEqual(['de', '/de/?page=2']);
    expect(await offer('/en/c/sample', 'en-GB,fa;q=0.9')).toBeUndefined();
    expect(await offer('/en/c/sample', 'de,en;q=0.5')).toBeUndefined();
    expect(await offer('/en/c/sample', 'ja, *')).toBeUndefined();
    expect(await offer('/c/sample', 'fa')).toBeUndefined();
  });

  it('is kept apart from the page as others see it', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await offer('/en/c/sample', 'fa')).toEqual(['fa', '/fa/c/sample']);
      expect(await offer('/en/c/sample', 'en')).toBeUndefined();
    }
  });
});
