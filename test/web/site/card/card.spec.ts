import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roundly } from '../../../../src/web/site/card/campaign-card.js';
import { cardSvg } from '../../../../src/web/site/card/card.svg.js';
import { cardFonts, setText, widthOf } from '../../../../src/web/site/card/typesetting.js';
import { photograph } from '../../../factories/photograph.js';
import { siteWorld, type SiteWorld } from '../../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

afterAll(() => world.close());

const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ url, headers });
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

const model = {
  dir: 'rtl' as const,
  site: 'ویژیل',
  kicker: 'دادخواست',
  title: 'دادخواهی برای نمونه',
  attribution: 'کارزار نمونه',
  count: 'دست‌کم ۱۲٬۰۰۰ نفر امضا کرده‌اند',
  host: 'vigil.example',
};
const title = { family: 'Newsreader', weight: 600 };
const box = { width: 1000, height: 240, leading: 1.1, sizes: [80, 60, 40] };

describe('the card of a campaign', () => {
  it.each(['/c/sample/card.png', '/en/c/sample/card.png', '/fa/c/sample/card.png', '/de/c/sample/card.png'])(
    'is a picture of 1200 by 630 that every site may show (%s)',
    async (path) => {
      const { statusCode, headers, rawPayload } = await get(path);
      expect([statusCode, headers['content-type']]).toEqual([200, 'image/png']);
      expect(sizeOf(rawPayload)).toEqual([1200, 630]);
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(headers['cache-control']).toContain('public, max-age=3600');
      const again = await get(path, { 'if-none-match': String(headers.etag) });
      expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    },
  );

  it('differs by language, and is the campaign’s own where it does not speak the reader’s', async () => {
    const [en, fa, de] = await Promise.all(['en', 'fa', 'de'].map((locale) => get(`/${locale}/c/sample/card.png`)));
    expect(fa!.headers.etag).not.toBe(en!.headers.etag);
    expect(de!.headers.etag).toBe(en!.headers.etag);
    expect((await get('/c/none/card.png')).statusCode).toBe(404);
  }); // prettier-ignore

  it('is named by the page with its size and words, at an address that changes with what it says', async () => {
    const { body } = await get('/fa/c/sample');
    const of = (property: string) =>
      new RegExp(`<meta (?:property|name)="${property}" content="([^"]*)"`).exec(body)?.[1];
    expect(of('og:image')).toMatch(/^http:\/\/localhost:3000\/fa\/c\/sample\/card\.png\?v=[\w-]{16}$/);
    expect([of('og:image:width'), of('og:image:height'), of('twitter:card')]).toEqual([
      '1200',
      '630',
      'summary_large_image',
    ]);
    expect(of('og:image:alt')).toContain('دادخواهی برای نمونه');
    const before = of('og:image');
    await world.source.query(`INSERT INTO published_tally VALUES ($1, 1234, now())`, [world.campaign.id]);
    world.clock.advance(3_600_001);
    const after = /og:image" content="([^"]*)"/.exec((await get('/fa/c/sample')).body)?.[1];
    expect(after).not.toBe(before);
  });

  it('is set within its picture, however long the words are', () => {
    const long =
      'Wort '.repeat(60) + 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
    for (const dir of ['ltr', 'rtl'] as const) {
      for (const text of [long, 'W', model.title, model.title.repeat(15), long.replaceAll(' ', '')]) {
        const svg = cardSvg({ ...model, dir, title: text, attribution: text, host: 'x'.repeat(60) });
        const words = svg.replace(/<rect[^>]*width="16"[^>]*>|<rect width="100%"[^>]*>/g, '');
        const { x, y, width, height } = new Resvg(words, { font: cardFonts }).getBBox()!;
        expect(x).toBeGreaterThanOrEqual(60);
        expect(y).toBeGreaterThanOrEqual(40);
        expect(x + width).toBeLessThanOrEqual(1140);
        expect(y + height).toBeLessThanOrEqual(600);
      }
    }
  });

  it('leaves a picture its side, however long the words are', async () => {
    const picture = await (await photograph(400, 630)).jpeg().toBuffer();
    for (const dir of ['ltr', 'rtl'] as const) {
      const text = model.title.repeat(12);
      const count = 'Mindestens 12.000.000 Menschen haben unterschrieben';
      const svg = cardSvg(
        { ...model, dir, title: text, attribution: text, count, host: 'x'.repeat(60) },
        picture,
      );
      expect(new Resvg(svg, { font: cardFonts }).render().asPng().length).toBeGreaterThan(100_000);
      const words = svg.replace(/<image[^>]*>|<rect[^>]*width="16"[^>]*>|<rect width="100%"[^>]*>/g, '');
      const { x, y, width, height } = new Resvg(words, { font: cardFonts }).getBBox()!;
      const [left, right] = dir === 'ltr' ? [60, 780] : [420, 1140];
      expect([x >= left, x + width <= right, y >= 40, y + height <= 610]).toEqual([true, true, true, true]);
    }
  });

  it('says nothing as markup', () => {
    const svg = cardSvg({ ...model, title: '<image href="file:///etc/passwd"/> & "x"\u0000' });
    expect(svg).not.toContain('<image');
    expect(() => new Resvg(svg, { font: cardFonts })).not.toThrow();
  });
});

describe('text set in lines', () => {
  it('is as large as its room allows, in lines alike, each as wide as the room at most', () => {
    const set = setText('Justice for the dead, freedom for the seven hostages', title, box);
    expect([set.size, set.lines.length]).toEqual([60, 2]);
    const [first = 0, second = 0] = set.lines.map((line) => widthOf(line, title));
    expect(Math.abs(first - second)).toBeLessThan(4);
    for (const line of set.lines) expect(widthOf(line, title) * set.size).toBeLessThanOrEqual(box.width);
  });

  it('ends with an ellipsis where even small type is too large', () => {
    const set = setText('word '.repeat(200), title, box);
    expect([set.size, set.lines.length, set.lines.at(-1)?.endsWith('…')]).toEqual([40, 5, true]);
  });

  it('is drawn with letters joined, not one by one', () => {
    const face = { family: 'Vazirmatn', weight: 700 };
    const apart = 'م\u200Cخ\u200Cي\u200Cم';
    expect(widthOf('مخيم', face)).toBeLessThan(widthOf(apart, face) * 0.95);
  });
});

it.each([[0, 0], [9, 0], [10, 10], [57, 50], [137, 130], [1234, 1200], [12_999, 12_000], [999_999, 990_000]])(
  '%i is told as %i', (count, told) => {
  expect(roundly(count)).toBe(told);
}); // prettier-ignore
