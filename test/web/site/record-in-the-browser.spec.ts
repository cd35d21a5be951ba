import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { fullRecord } from '../../factories/published-record.factory.js';
import { publishSignatures } from '../../factories/published-signatures.factory.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let browser: Browser;

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the record in a browser ${noBrowser}.\n`);

const pages = [
  '/c/sample',
  '/fa/c/sample',
  '/ar/c/sample',
  '/bodies/parliament',
  '/fa/bodies/government',
  '/fa/c/sample/names',
];

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(world.url + path);
  return page;
}

const boxes = (page: Page, selector: string) =>
  page.evaluate<{ x: number; y: number; width: number; height: number }[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((e) => e.getBoundingClientRect().toJSON())`,
  );

inBrowser('the record in a browser', () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([siteWorld({ listen: true, record: fullRecord() }), openBrowser()]);
    await publishSignatures(world.source, world.campaign.id, {
      days: { '2026-11-13': 90, '2026-11-20': 30, '2026-11-24': 60 },
      countries: { DE: 100, IR: 50 },
      names: [['Zoë Bold-with-a-very-long-name-that-has-no-place-to-break', '2026-11-24'], ['مریم ک.', '2026-11-22']],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(pages)('axe finds nothing on %s, light and dark, opened and closed, and nothing scrolls sideways at 320 px', async (path) => {
    const page = await open(path, { javaScriptEnabled: true, viewport: { width: 320, height: 640 } });
    await page.evaluate(`document.querySelectorAll('main details').forEach((one, n) => { one.open = n % 2 === 0; })`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFaults(page, colorScheme === 'light' ? 'everything' : 'colours')).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await page.context().close();
  }, 60_000);

  it('draws bars as high as their numbers, from the side on which reading begins', async () => {
    for (const [path, mirrored] of [['/c/sample', false], ['/fa/c/sample', true]] as const) {
      const page = await open(path);
      const bars = await boxes(page, '.chart-bars rect');
      expect(bars.map(({ height }) => Math.round((height / bars[0]!.height) * 90))).toEqual([90, 30, 60]);
      const order = bars.map(({ x }) => x);
      expect(order).toEqual([...order].sort((a, b) => (mirrored ? b - a : a - b)));
      const [chart] = await boxes(page, '.chart-bars');
      const edge = mirrored ? chart!.x + chart!.width - (bars[0]!.x + bars[0]!.width) : bars[0]!.x - chart!.x;
      expect(edge).toBeGreaterThan(0);
      const [most, half] = await boxes(page, '.chart-part rect');
      expect(half!.width / most!.width).toBeCloseTo(0.5, 1);
      await page.context().close();
    }
  });

  it('is whole on paper: what can be opened stands open, without JavaScript', async () => {
    const page = await open('/c/sample', { javaScriptEnabled: false });
    const table = page.locator('.chart-numbers table').first();
    expect(await table.isVisible()).toBe(false);
    await page.locator('.chart-numbers summary').first().click();
    expect(await table.isVisible()).toBe(true);
    await page.reload();
    await page.emulateMedia({ media: 'print' });
    const [printed] = await boxes(page, '.chart-numbers table');
    expect(printed!.height).toBeGreaterThan(50);
    const earlier = await boxes(page, '.earlier li');
    expect(earlier.every(({ height }) => height > 30)).toBe(true);
    await page.context().close();
  });
}); // prettier-ignore
