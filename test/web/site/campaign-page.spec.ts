import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Texts } from '../../../src/platform/i18n/texts.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

afterAll(() => world.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ url, headers: { accept: 'text/html', ...headers } });

describe('the campaign page', () => {
  it('shows the statement with its date and attribution, demands with their state, facts, grounds and bodies', async () => {
    const { statusCode, body } = await get('/c/sample');
    expect(statusCode).toBe(200);
    for (const text of [
      '<html lang="en" dir="ltr"',
      'Justice for the sample',
      'The campaign of the sample',
      '1 September 2015',
      'Second paragraph with &lt;markup> &amp; &quot;quotes&quot;.',
      'Unmet',
      'as of 1 September 2015',
      'Open for 4,832 days, since 1 September 2013',
      'hunger strike of up to 108 days',
      'https://example.org/statement',
      'Before and after',
      'A convention.',
      'Accused by the campaign',
      'On 1 September 2027 it will be the 14th anniversary.',
      'The goal is 1,000.',
      'action="/c/sample/signatures"',
    ]) {
      expect(body).toContain(text);
    }
    expect(body).not.toMatch(
      / style=|<script(?! src="\/assets\/[^"]+" defer><\/script>)|<style|https?:\/\/(?!localhost:3000|example\.org)/,
    );
  });

  it('is right to left in Persian, with its digits and the Solar Hijri day beside the Gregorian', async () => {
    const { body } = await get('/fa/c/sample');
    expect(body).toContain('<html lang="fa" dir="rtl"');
    expect(body).toContain('۱ سپتامبر ۲۰۱۵ (۱۰ شهریور ۱۳۹۴)');
    expect(body).toContain('۴٬۸۳۲');
    expect(body).toContain('چهاردهمین سالگرد');
    expect(body).toContain('action="/fa/c/sample/signatures"');
    expect(body.replace(/<[^>]*>/g, ' ')).not.toMatch(/\d/);
  });

  it('follows Accept-Language without a language in the address, and the address before it', async () => {
    expect((await get('/c/sample', { 'accept-language': 'fa' })).body).toContain('lang="fa" dir="rtl"');
    expect((await get('/en/c/sample', { 'accept-language': 'fa' })).body).toContain('lang="en" dir="ltr"');
    expect((await get('/c/sample')).headers.vary).toContain('Accept-Language');
  });

  it("marks the campaign's own texts where they are in another language than the page", async () => {
    const { body } = await get('/ar/c/sample');
    expect(body).toContain('<html lang="ar" dir="rtl"');
    const marked = 'lang="en" dir="ltr">';
    for (const words of [
      'Justice for the sample',
      'Second paragraph with',
      'An investigation<',
      'A convention.',
    ]) {
      expect(body).toContain(`${marked}${words}`);
    }
    // What we say around them is the page's: no heading, status or button of ours stands in a part that is marked.
    const said = Texts.in('ar');
    const [whole] = body.split('<main id="content">').slice(1);
    const alone = whole!.replace(/<(\w+)[^>]* lang="en" dir="ltr">.*?<\/\1>/gs, '');
    for (const key of [
      'kicker',
      'statement',
      'demands',
      'demands.lead',
      'timeline',
      'grounds',
      'bodies',
      'sign',
    ]) {
      expect(alone).toContain(said.say(`campaign.${key}`));
    }
    expect(alone).toContain(said.say('demand.status.unmet'));
    expect(alone.replace(/<[^>]*>/g, ' ')).not.toMatch(
      /Justice for|An investigation|A convention|The Parliament/,
    );
    expect(body).toContain('<div class="campaign">');
  });

  it('is kept by caches for the counting interval, revalidated by its tag, and compressed on request', async () => {
    const first = await get('/c/sample');
    expect(first.headers['cache-control']).toBe(
      'public, max-age=10, stale-while-revalidate=20, stale-if-error=50',
    );
    const again = await get('/c/sample', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const zipped = await get('/c/sample', { 'accept-encoding': 'gzip, br' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers.etag).not.toBe(first.headers.etag);
    expect(zipped.rawPayload.length).toBeLessThan(first.rawPayload.length / 2);
  });

  it('asks the database at most once per counting interval, and shows the count as it was read', async () => {
    await world.source.query(
      `INSERT INTO published_tally VALUES ($1, 7, now())
       ON CONFLICT (campaign_id) DO UPDATE SET confirmed = 7`,
      [world.campaign.id],
    );
    expect((await get('/c/sample')).body).not.toContain('7 people have signed');
    world.clock.advance(30_001);
    expect((await get('/c/sample')).body).toContain('7 people have signed');
  });

  it('is found by an address with capitals, as people type what they read on paper', async () => {
    const { statusCode, headers } = await get('/fa/c/SAmple?ref=poster');
    expect([statusCode, headers.location]).toEqual([301, '/fa/c/sample?ref=poster']);
  });

  it('answers an unknown slug with a 404 page, and no form with 404 for the wrong method', async () => {
    for (const path of ['/c/nothing', '/c/UPPER', '/c/..%2f', `/c/${'a'.repeat(200)}`, '/fa/c/nothing']) {
      expect((await get(path)).statusCode).toBe(404);
    }
    expect((await get('/c/sample/signatures')).headers.location).toBe('/c/sample');
  });

  it('lists open campaigns on the first page', async () => {
    const { statusCode, body } = await get('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('href="/c/sample"');
    expect((await get('/fa')).body).toContain('href="/fa/c/sample"');
    expect((await get('/?page=2')).statusCode).toBe(404);
    expect((await get('/?page=1e9&page=x')).statusCode).toBe(200);
  });

  it('tells other programs the count, from any site', async () => {
    const { headers, statusCode, ...answer } = await get('/c/sample/progress.json');
    expect(statusCode).toBe(200);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['cache-control']).toBe('public, max-age=10, stale-while-revalidate=20, stale-if-error=50');
    expect(answer.json()).toMatchObject({ confirmed: 7, goal: 1000, days: [], countries: [] });
    expect((await get('/c/nothing/progress.json', { accept: '*/*' })).headers['content-type']).toMatch(
      /^application\/problem\+json/,
    );
  });

  it('serves its style sheet from an address that may be kept for ever', async () => {
    const { body } = await get('/c/sample');
    const [, path = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
    const sheet = await get(path);
    expect(sheet.statusCode).toBe(200);
    expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(sheet.headers['cache-control']).toContain('immutable');
  });
});
