import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { locales } from '../../../src/platform/i18n/locale.js';
import { Texts } from '../../../src/platform/i18n/texts.js';
import { ConsolePage } from '../../../src/web/console/console-page.view.js';
import { renderDocument } from '../../../src/web/parts/render-document.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let browser: Browser;

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the supporters' pages in a browser ${noBrowser}.\n`);

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };

async function open(
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: desktop, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(world.url)) faults.push(`asked ${request.url()}`);
  });
  await page.goto(world.url + path);
  return { page, faults };
}

let window: Promise<{ page: Page; faults: string[] }> | undefined;

/** The page in a window that stays open: opening one takes longer than most of what is looked at in it. */
async function show(path: string, viewport: { width: number; height: number }) {
  window ??= open('/no');
  const { page, faults } = await window;
  faults.length = 0;
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(world.url + path);
  return { page, faults };
}

const widerThanWindow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

inBrowser("the supporters' pages in a browser", () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([siteWorld({ listen: true }), openBrowser()]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it.each([true, false])(
    'let a person sign, correct a mistake and reach the next page (JavaScript: %s)',
    async (javaScriptEnabled) => {
      await world.forms();
      const { page, faults } = await open('/c/sample', { javaScriptEnabled, viewport: phone });
      await page.getByRole('link', { name: 'Sign the petition' }).first().click();
      await page.getByLabel('E-mail address').fill('suzie@');
      await page.getByLabel('Only my initials').check();
      await page.getByRole('button', { name: 'Sign' }).click();
      const summary = page.getByRole('alert');
      expect(await summary.innerText()).toContain('2 things need to be changed');
      await summary.getByRole('link', { name: 'Please enter your name.' }).click();
      await page.keyboard.type('Suzie Keen');
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Suzie Keen');
      expect(await page.getByLabel('Only my initials').isChecked()).toBe(true);
      await page.getByLabel('E-mail address').fill('suzie@example.org');
      await page.getByRole('button', { name: 'Sign' }).click();
      expect(new URL(page.url()).pathname).toBe('/c/sample/check-your-mail');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Check your mail');
      expect((await world.forms()).map(({ form }) => [form.name, form.visibility])).toEqual([
        ['Suzie Keen', 'initials'],
      ]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it('copy the address of the campaign for whoever has confirmed, and say so', async () => {
    const { confirm } = await pendingSignature(world, { code: '246813579024' });
    const permissions = ['clipboard-read', 'clipboard-write'];
    const { page, faults } = await open(`/en/confirm/${confirm}`, { viewport: phone, permissions });
    await page.locator('main form button').click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('http://localhost:3000/en/c/sample');
    expect(await page.locator('#share-address').inputValue()).toBe('http://localhost:3000/en/c/sample');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('keep an organizer’s way out in sight at 320 px, however long the name', async () => {
    const { page } = await open('/imprint', { viewport: { width: 320, height: 640 } });
    const name = 'Maximilian'.repeat(6);
    const desk = { title: 'Overview', name, place: 'overview', children: null } as const;
    for (const locale of locales) {
      await page.setContent(renderDocument(ConsolePage({ t: Texts.in(locale), ...desk })));
      const { x, y, width } = (await page.locator('.console-who button').boundingBox())!;
      expect([x >= 0, x + width <= 320, y < 640, await widerThanWindow(page)]).toEqual([
        true,
        true,
        true,
        false,
      ]);
    }
    await page.context().close();
  });

  it('put the focus on the summary of what has to be changed', async () => {
    const { page } = await open('/fa/c/sample');
    await page.locator('.sign-card button').click();
    await page.locator('.error-summary:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('f-name');
    await page.context().close();
  });

  it('can be used by keyboard alone, with a focus that is seen', async () => {
    const { page } = await open('/c/sample');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    const seen: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      await page.keyboard.press('Tab');
      seen.push(
        String(
          await page.evaluate(
            `(({ activeElement: e }) => (e.id || e.tagName) + (getComputedStyle(e).outlineStyle === 'none' ? ' unseen' : ''))(document)`,
          ),
        ),
      );
    }
    expect(seen.filter((name) => name.endsWith('unseen') && !name.startsWith('BODY'))).toEqual([]);
    expect(seen).toEqual(
      expect.arrayContaining(['f-name', 'f-email', 'f-country', 'f-visibility', 'f-news']),
    );
    expect(seen).not.toContain('f-website');
    await page.context().close();
  });

  it('mirror what the language mirrors', async () => {
    const { page } = await open('/fa/c/sample');
    const box = await page.locator('.sign-card').boundingBox();
    expect(box!.x).toBeLessThan(desktop.width / 2);
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).textAlign')).toBe('start');
    expect(await page.locator('#f-email').getAttribute('dir')).toBe('ltr');
    await page.context().close();
  });

  it.each([
    '/',
    '/c/sample',
    '/fa/c/sample',
    '/ar/c/sample',
    '/c/sample/check-your-mail',
    '/fa/confirm/x',
    '/me',
    '/no',
  ])('%s never scrolls sideways at 320 px, nor at four times the size', async (path) => {
    const { page } = await show(path, { width: 320, height: 600 });
    expect(await widerThanWindow(page)).toBe(false);
  });

  it.each([
    '/ar/c/sample', '/c/sample/check-your-mail', '/fa/confirm/x', '/confirm', '/me/x', '/no',
  ])('axe finds nothing on %s, light and dark, small and wide', async (path) => {
    const { page, faults } = await show(path, phone);
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      expect(await axeFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await axeFaults(page, 'colours')).toEqual([]);
    }
    expect(faults).toEqual([]);
  }, 60_000); // prettier-ignore

  it.each(['/c/sample', '/fa/c/sample'])('axe finds nothing on %s with a refused form', async (path) => {
    const { page } = await show(path, desktop);
    await page.locator('.sign-card button').click();
    await page.locator('.error-summary').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFaults(page, colorScheme === 'light' ? 'everything' : 'colours')).toEqual([]);
    }
  });

  describe.each(['', '/fa'])('of a supporter’s own signature (%s)', (prefix) => {
    let own: Awaited<ReturnType<typeof pendingSignature>>;
    const comment = 'For my brother, who was there, and for all of them who were there with him.';

    beforeAll(async () => {
      own = await pendingSignature(world, { code: randomCode(), comment });
    });

    /** The pages and states in the order in which a person meets them. */
    async function* pages(page: Page): AsyncGenerator<string> {
      const at = async (path: string) => {
        await page.goto(world.url + prefix + path);
        return path.replace(/[\w-]{43}/, '…');
      };
      const press = (name = 'main form button') => page.locator(name).last().click();
      await at(`/confirm/${own.confirm}`);
      await press();
      yield 'thank you';
      yield await at(`/me/${own.me}`);
      yield await at(`/me/${own.me}/change`);
      await page.locator('#f-name').fill('');
      await press();
      await page.locator('.error-summary:focus').waitFor();
      yield 'refused';
      await page.locator('#f-name').fill('Suzie Keene');
      await press();
      expect(await page.getByRole('status').count()).toBe(1);
      yield 'asked';
      yield await at(`/withdraw/${own.withdraw}`);
      await page.locator('#f-reason').fill('x'.repeat(1001));
      await press();
      yield 'refused reason';
      yield await at(`/not-me/${own.notMe}`);
      yield await at(`/me/${own.me}/erase`);
      await press();
      yield 'erased';
      yield await at('/me/x/change');
    }

    it('never scroll sideways at 320 px, and need no JavaScript', async () => {
      const small = { viewport: { width: 320, height: 600 }, javaScriptEnabled: false };
      const { page, faults } = await open('/', small);
      for await (const name of pages(page)) {
        expect([name, await widerThanWindow(page)]).toEqual([name, false]);
      }
      expect(faults).toEqual([]);
      await page.context().close();
    }, 60_000);

    it('have nothing that axe finds, light and dark', async () => {
      const { page, faults } = await open('/');
      for await (const name of pages(page)) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const about = colorScheme === 'light' ? 'everything' : 'colours';
          expect([name, await axeFaults(page, about)]).toEqual([name, []]);
        }
      }
      expect(faults).toEqual([]);
      await page.context().close();
    }, 120_000);

    it('let a person download what is held', async () => {
      const { page } = await open(`${prefix}/confirm/${own.confirm}`);
      await page.locator('main form button').click();
      await page.goto(`${world.url}${prefix}/me/${own.me}`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('a[download]').click(),
      ]);
      expect(download.suggestedFilename()).toBe('my-signature-sample.json');
      await page.context().close();
    });
  });
});

function randomCode(): string {
  return String(Math.floor(Math.random() * 1e12)).padStart(12, '0');
}
