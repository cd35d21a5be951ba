import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

/**
 * The kept pictures. After a change that is meant: `RENEW_SCREENSHOTS=1 npm test -- test/web/site/screenshots`, then look at
 * each of them before it is kept.
 */
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));
const renews = process.env.RENEW_SCREENSHOTS !== undefined;
/** Browsers draw the edges of letters in their own ways; what has moved changes many times as much. */
const MOST_DIFFERENT = 0.015;

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the pages beside their kept pictures ${noBrowser}.\n`);

const views = { phone: { width: 390, height: 844 }, desktop: { width: 1200, height: 900 } };

let world: SiteWorld;
let browser: Browser;
let easel: Page;

/** Which part of the pixels differs to the eye; 1 where the sizes do. */
function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = [one, other].map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
  return easel.evaluate<number>(`(async (sources) => {
    const [a, b] = await Promise.all(sources.map(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, image.width, image.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return 1;
    let different = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      const far = [0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > 48);
      if (far) different += 1;
    }
    return different / (a.width * a.height);
  })(${JSON.stringify([a, b])})`);
}

/** What else people see before and after they sign, by the name of its pictures. */
const others: Readonly<Record<string, string>> = {
  home: '/',
  mail: '/c/sample/check-your-mail',
  refused: '/c/sample',
  code: '/confirm',
  mine: '/me',
  lost: '/no',
  privacy: '/privacy',
  embed: '/embed/sample',
};

async function picture(
  path: string,
  locale: string,
  view: keyof typeof views,
  colorScheme: 'light' | 'dark',
  act?: (page: Page) => Promise<unknown>,
) {
  const context = await browser.newContext({
    viewport: views[view],
    colorScheme,
    locale,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${world.url}${path}`);
  await act?.(page);
  await page.evaluate('document.fonts.ready');
  // What is in a script of another page's has a font of the reader's device.
  const mask = [page.locator('.languages'), page.locator('.brand')];
  const taken = await page.screenshot({ mask, maskColor: '#888888' });
  await context.close();
  return taken;
}

/** Takes the picture and holds it against the kept one; keeps it where pictures are renewed. */
async function asKept(name: string, take: () => Promise<Buffer>): Promise<void> {
  const file = `${folder}${name}.png`;
  const taken = await take();
  if (renews) writeFileSync(file, taken);
  expect(existsSync(file)).toBe(true);
  expect(await difference(readFileSync(file), taken)).toBeLessThan(MOST_DIFFERENT);
}

inBrowser('a page beside its kept picture', () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([siteWorld({ listen: true }), openBrowser()]);
    easel = await browser.newPage();
    mkdirSync(folder, { recursive: true });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each(
    ['en', 'fa'].flatMap((locale) =>
      (['phone', 'desktop'] as const).flatMap((view) =>
        (['light', 'dark'] as const).map((scheme) => [locale, view, scheme] as const),
      ),
    ),
  )('looks as it did in %s on a %s, %s', async (locale, view, scheme) => {
    await asKept(`campaign-${locale}-${view}-${scheme}`, () =>
      picture(`/${locale}/c/sample`, locale, view, scheme),
    );
  });

  it.each(
    Object.keys(others).flatMap((name) => [
      [name, 'en', 'phone', 'light'] as const,
      [name, 'fa', 'desktop', 'dark'] as const,
    ]),
  )('looks, %s, as it did in %s on a %s, %s', async (name, locale, view, scheme) => {
    const path = name === 'embed' ? `/embed/sample?lang=${locale}` : `/${locale}${others[name]}`;
    const send = async (page: Page) => {
      await page.locator('.sign-card button[type=submit]').click();
      await page.locator('.error-summary').waitFor();
    };
    await asKept(`${name}-${locale}-${view}-${scheme}`, () =>
      picture(path, locale, view, scheme, name === 'refused' ? send : undefined),
    );
  });

  it('would not look so to this test if it were in the other theme, or moved by three pixels', async () => {
    const kept = readFileSync(`${folder}campaign-en-phone-light.png`);
    const dark = readFileSync(`${folder}campaign-en-phone-dark.png`);
    expect(await difference(kept, dark)).toBeGreaterThan(MOST_DIFFERENT);
    const context = await browser.newContext({
      viewport: views.phone,
      locale: 'en',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${world.url}/en/c/sample`);
    await page.evaluate('document.fonts.ready.then(() => scrollTo(0, 3))');
    expect(await difference(kept, await page.screenshot())).toBeGreaterThan(MOST_DIFFERENT);
    await context.close();
  });
});
