import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullRecord } from '../../factories/published-record.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';
import { type Element, readXml } from '../../support/xml.js';
import { feedFaults } from '../../support/atom.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ record: fullRecord() });
}, 60_000);

afterAll(() => world.close());

const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ url, headers });
const feed = async (url: string): Promise<Element> => readXml((await get(url)).body);
const all = (element: Element, name: string) => element.children.filter((child) => child.name === name);
const textOf = (element: Element, name: string) => all(element, name)[0]?.text;

describe('a campaign’s feed', () => {
  it.each(['/c/sample/feed.atom', '/fa/c/sample/feed.atom', '/ar/c/sample/feed.atom'])(
    '%s is valid Atom (RFC 4287)',
    async (url) => {
      const { headers, statusCode, body } = await get(url);
      expect([statusCode, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
      expect(feedFaults(readXml(body))).toEqual([]);
    },
  );

  it('tells updates, changes of demands and answers, by the day they were said, the newest first', async () => {
    const entries = all(await feed('/c/sample/feed.atom'), 'entry');
    expect(entries.map((entry) => [textOf(entry, 'updated'), textOf(entry, 'title')])).toEqual([
      ['2026-10-03T00:00:00Z', 'Answer of The Parliament'],
      ['2026-08-15T00:00:00Z', 'News 1 & more'],
      ['2026-07-15T00:00:00Z', 'News 2 & more'],
      ['2026-06-15T00:00:00Z', 'News 3 & more'],
      ['2026-05-15T00:00:00Z', 'News 4 & more'],
      ['2026-04-15T00:00:00Z', 'News 5 & more'],
      ['2016-01-05T00:00:00Z', 'Status of a demand: Protection – Met'],
    ]);
    expect(textOf(entries[1]!, 'content')).toBe(
      '<div lang="en" dir="ltr"><p>First paragraph with &lt;b&gt;marks&lt;/b&gt;.</p><p>Second one.</p></div>',
    );
    expect(textOf(entries[0]!, 'content')).toContain('Answered on 1 October 2026. Source: Letter to the campaign');
    expect(all(entries[1]!, 'link')[0]?.attributes.href).toBe('http://localhost:3000/c/sample#update-news-1');
  }); // prettier-ignore

  it('speaks the language of its address, and names nothing twice', async () => {
    const persian = await feed('/fa/c/sample/feed.atom');
    expect(persian.attributes['xml:lang']).toBe('fa');
    expect(textOf(all(persian, 'entry')[1]!, 'content')).toContain('dir="rtl"');
    const ids = [persian, await feed('/en/c/sample/feed.atom')].flatMap((one) =>
      [one, ...all(one, 'entry')].map((element) => textOf(element, 'id')),
    );
    expect(new Set(ids).size).toBe(16);
    const again = await feed('/fa/c/sample/feed.atom');
    expect(textOf(again, 'id')).toBe(textOf(persian, 'id'));
  });

  it('is kept by caches, revalidated by its tag, and costs the database nothing', async () => {
    const first = await get('/c/sample/feed.atom');
    expect(first.headers['cache-control']).toContain('max-age=10');
    world.database.asked.length = 0;
    const again = await get('/c/sample/feed.atom', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(world.database.asked).toEqual([]);
    expect((await get('/c/nothing/feed.atom')).statusCode).toBe(404);
  });

  it('is found from the page’s head, in the page’s language', async () => {
    const { body } = await world.app.inject({ url: '/fa/c/sample', headers: { accept: 'text/html' } });
    expect(body).toMatch(
      /<head>.*<link rel="alternate" type="application\/atom\+xml" title="[^"]+" href="\/fa\/c\/sample\/feed.atom"\/>.*<\/head>/s,
    );
  });
});
