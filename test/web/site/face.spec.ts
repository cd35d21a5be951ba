import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { publishLook } from '../../factories/published-look.factory.js';
import { publishSignatures } from '../../factories/published-signatures.factory.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the face of the public pages ${noBrowser}.\n`);

let world: SiteWorld;
let browser: Browser;

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'de', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(world.url + path);
  return page;
}

const windows = new Map<string, Page>();

/** The page in a window of that size, which stays open: opening one takes longer than most of what is looked at in it. */
async function show(path: string, width: number, height: number): Promise<Page> {
  const page = windows.get(`${width}`) ?? (await open('/no', { viewport: { width, height } }));
  windows.set(`${width}`, page);
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null });
  await page.goto(world.url + path);
  return page;
}

const widerThanWindow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

const paths = [
  '',
  '/?q=sample',
  '/?q=nothing',
  '/?state=closed',
  '/c/sample',
  '/c/closed',
  '/c/looked',
  '/c/sample/names',
  '/embed/sample',
];
const pages = ['/en', '/fa'].flatMap((prefix) => paths.map((path) => prefix + path));

inBrowser('the face of the public pages', () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([siteWorld({ listen: true }), openBrowser()]);
    for (const slug of ['a', 'b', 'c', 'd']) await publishCampaign(world.source, { slug });
    await publishCampaign(world.source, { slug: 'closed', state: 'closed' });
    await publishLook(world.source);
    await publishSignatures(world.source, world.campaign.id, {
      days: { '2026-11-20': 20, '2026-11-23': 12 },
      countries: { DE: 12, FR: 20 },
      names: [['Suzie Keen', '2026-11-23']],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(pages)(
    'axe finds nothing on %s, light and dark',
    async (path) => {
      const page = await show(path, 390, 844);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const about = colorScheme === 'light' ? 'everything' : 'colours';
        expect([colorScheme, await axeFaults(page, about)]).toEqual([colorScheme, []]);
      }
    },
    60_000,
  );

  it.each(['/en/?q=sample', '/fa/c/sample'])(
    'axe finds nothing on %s with much contrast and with forced colours',
    async (path) => {
      const page = await show(path, 390, 844);
      for (const media of [{ contrast: 'more' }, { forcedColors: 'active', colorScheme: 'dark' }] as const) {
        await page.emulateMedia(media);
        expect([media, await axeFaults(page, 'colours')]).toEqual([media, []]);
      }
    },
    60_000,
  );

  it.each(pages)('%s never scrolls sideways: at 320 px, nor with letters twice as large', async (path) => {
    const page = await show(path, 320, 256);
    expect(await widerThanWindow(page)).toBe(false);
    await page.setViewportSize({ width: 640, height: 512 });
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    expect(await widerThanWindow(page)).toBe(false);
  });

  it.each([
    ['/en/c/sample', ['newsreader', 'public-sans']],
    ['/fa/c/sample', ['vazirmatn']],
  ])('%s loads the fonts of its own script, and its letters are drawn with them', async (path, fonts) => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('response', (response) => {
      const [, name] = /assets\/([a-z-]+)\.[\w-]+\.woff2$/.exec(response.url()) ?? [];
      if (name !== undefined) loaded.push(name);
    });
    await page.goto(world.url + path, { waitUntil: 'networkidle' });
    expect(loaded.sort()).toEqual(fonts);
    const drawn = await page.evaluate<string[]>(
      `[...document.fonts].filter((font) => font.status === 'loaded').map(({ family }) => family.toLowerCase().replace(/["]/g, '').replace(' ', '-'))`,
    );
    expect(drawn).toEqual(expect.arrayContaining([...fonts]));
    await context.close();
  });

  it('shows a picture without moving anything, on a phone the lightest file alone, and not on paper', async () => {
    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 };
    const context = await browser.newContext({ locale: 'fa', ...phone });
    const page = await context.newPage();
    const sizes = new Map<string, number>();
    page.on('response', (response) => {
      void response.request().sizes().then(({ responseBodySize, responseHeadersSize }) => {
        sizes.set(response.url(), responseBodySize + responseHeadersSize);
      });
    });
    await page.goto(world.url + '/fa/c/looked', { waitUntil: 'networkidle' });
    const pictures = [...sizes].filter(([url]) => url.includes('/pictures/'));
    expect(pictures.map(([url, size]) => [url.endsWith('.avif'), size < 11_500])).toEqual([[true, true]]);
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
    // A move of the test's own is told after every earlier one.
    const shift = `new Promise((done) => {
      const seen = [];
      const moved = performance.now();
      new PerformanceObserver((list) => {
        seen.push(...list.getEntries());
        const ours = seen.findIndex(({ startTime }) => startTime >= moved);
        if (ours >= 0) done(seen.slice(0, ours).reduce((sum, { value }) => sum + value, 0));
      }).observe({ type: 'layout-shift', buffered: true });
      document.body.style.paddingTop = '300px';
    })`;
    expect(await page.evaluate<number>(shift)).toBeLessThan(0.01);
    expect(await page.evaluate(`document.querySelector('.picture img').naturalWidth`)).toBe(480);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.picture').isVisible()).toBe(false);
    await context.close();
  }); // prettier-ignore

  it('is signed by keyboard alone, and the form is on the first screen of a wide window', async () => {
    await world.forms();
    const page = await open('/en/c/sample', { viewport: { width: 1200, height: 900 } });
    const focus = () =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    const until = async (wanted: string) => {
      for (let pressed = 0; (await focus()) !== wanted; pressed += 1) {
        if (pressed > 40) throw new Error(`Tab never reached ${wanted}`);
        await page.keyboard.press('Tab');
      }
    };
    expect((await page.locator('#f-email').boundingBox())!.y).toBeLessThan(900);
    await until('f-name');
    await page.keyboard.type('Suzie Keen');
    await until('f-email');
    await page.keyboard.type('suzie@example.org');
    await until('f-country');
    await page.keyboard.type('Germ');
    await until('f-visibility');
    await page.keyboard.press('ArrowDown');
    await until('Add a comment');
    await page.keyboard.press('Enter');
    await until('f-comment');
    await page.keyboard.type('For my brother.');
    await until('f-news');
    await page.keyboard.press('Space');
    await until('Sign');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/check-your-mail');
    const [taken] = await world.forms();
    expect(taken?.form).toMatchObject({
      name: 'Suzie Keen',
      email: 'suzie@example.org',
      country: 'DE',
      visibility: 'initials',
      comment: 'For my brother.',
      news: true,
    });
    await page.context().close();
  });

  it('opens the languages by keyboard where they are folded, each link a finger high', async () => {
    const page = await open('/fa/c/sample', {
      viewport: { width: 320, height: 600 },
      javaScriptEnabled: false,
    });
    const menu = page.locator('.languages summary');
    await menu.focus();
    await page.keyboard.press('Enter');
    const links = await page.locator('.languages a').all();
    expect(links.length).toBe(2);
    for (const link of links) expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await widerThanWindow(page)).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/c/sample');
    await page.context().close();
  });
});
