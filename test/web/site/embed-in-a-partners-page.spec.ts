import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { embedHeight, embedSnippet, type EmbedChoice } from '../../../src/domain/campaigns/embed-snippet.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { partnerPage, type PartnerSite, partnerSite } from '../../support/partner-site.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let browser: Browser;
let partner: PartnerSite;
let stranger: PartnerSite;

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the form in a partner's page ${noBrowser}.\n`);

const snippetFor = (choice: Partial<EmbedChoice> = {}) =>
  embedSnippet({
    service: world.url,
    slug: 'sample',
    locale: 'en',
    theme: 'auto',
    height: embedHeight.usual,
    title: 'Sign: Justice for the sample',
    link: 'Sign on a page of its own',
    ...choice,
  });

/** What the page was told, as it noted it, the heights aside. */
const events = (page: Page) =>
  page.evaluate<string[]>('window.noted.filter((name) => name !== "vigil:resize")');

/** The partner's page with exactly the policy that the builder prints, and nothing else allowed but its own style. */
async function open(
  site: PartnerSite,
  options: BrowserContextOptions & {
    choice?: Partial<EmbedChoice>;
    headers?: Record<string, string>;
    at?: string;
  } = {},
): Promise<{ page: Page; frame: () => Promise<Frame>; faults: string[] }> {
  const { choice = {}, headers = {}, at = '', ...contextOptions } = options;
  const { html, policy } = snippetFor(choice);
  const whole = ["default-src 'none'", "style-src 'self'", ...policy].join('; ');
  site.show({ html: partnerPage(html, choice.locale), policy: whole, headers });
  const context = await browser.newContext({
    viewport: { width: 1000, height: 800 },
    locale: 'en-GB',
    ...contextOptions,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // Browsers focus nothing by themselves in a frame of another site and say so; our script does it.
    const expected = /status of 4|favicon|Blocked autofocusing/.test(message.text() + message.location().url);
    if (message.type() === 'error' && !expected) faults.push(message.text());
  });
  await page.addInitScript(`window.noted = [];
    for (const name of ['vigil:ready', 'vigil:signed', 'vigil:resize'])
      addEventListener(name, (event) => window.noted.push(event.target.matches('[data-vigil-embed]') ? name : 'astray'));`);
  await page.goto(`${site.origin}/${at}`);
  world.clock.advance(60_000);
  const frame = async () => {
    const found = await (await page.waitForSelector('iframe')).contentFrame();
    if (!found) throw new Error('the frame shows nothing');
    return found;
  };
  return { page, frame, faults };
}

const told = (page: Page, name: string) =>
  eventually(() => page.evaluate<boolean>(`window.noted.includes(${JSON.stringify(name)})`));

/** Waits until the window shows something's beginning: whoever sent the form need not look for the answer. */
const seen = (what: Locator, page: Page) =>
  eventually(async () => {
    const { y } = (await what.boundingBox())!;
    return y >= 0 && y < page.viewportSize()!.height;
  });

const heightOf = (page: Page) =>
  page.evaluate<number>('document.querySelector("iframe").getBoundingClientRect().height');

inBrowser("the sign form in a partner's page", () => {
  beforeAll(async () => {
    [world, browser, partner, stranger] = await Promise.all([
      siteWorld({ listen: true }),
      openBrowser(),
      partnerSite(),
      partnerSite(),
    ]);
    await world.source.query('UPDATE published_campaign SET embed_origins = $1', [
      ['https://example.org', partner.origin],
    ]);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await Promise.all([world.close(), partner.close(), stranger.close()]);
  });

  it.each([true, false])(
    'is corrected, sent and followed by the next step without leaving the frame (JavaScript: %s)',
    async (javaScriptEnabled) => {
      await world.forms();
      const { page, frame, faults } = await open(partner, { javaScriptEnabled });
      const form = await frame();
      await form.getByLabel('E-mail address').fill('suzie@');
      await form.getByRole('button', { name: 'Sign' }).click();
      expect(await form.getByRole('alert').innerText()).toContain('2 things need to be changed');
      await form.getByLabel('Name', { exact: true }).fill('Suzie Keen');
      await form.getByLabel('E-mail address').fill('suzie@example.org');
      world.clock.advance(60_000);
      if (javaScriptEnabled) await form.getByText('The calculation is done.').waitFor();
      await form.getByRole('button', { name: 'Sign' }).click();
      await form.getByRole('heading', { name: 'Check your mail' }).waitFor();
      expect(new URL(form.url()).pathname).toBe('/en/embed/sample/check-your-mail');
      expect(page.url()).toBe(`${partner.origin}/`);
      const taken = await world.forms();
      expect(taken.map((each) => each.form.name)).toEqual(['Suzie Keen']);
      expect(taken[0]?.flags).toEqual(javaScriptEnabled ? [] : ['proof-missing']);
      expect(faults).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it('tells the page around that it is there and that it was sent, and its height', async () => {
    const { page, frame, faults } = await open(partner);
    const form = await frame();
    await told(page, 'vigil:ready');
    expect(await events(page)).toEqual(['vigil:ready']);
    await form.locator('form button[type=submit]').click();
    await form.getByRole('alert').waitFor();
    const content = () => form.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)');
    await eventually(async () => (await heightOf(page)) >= (await content()));
    await seen(form.getByRole('alert'), page);
    expect(await events(page)).toEqual(['vigil:ready']);
    await form.getByLabel('Name', { exact: true }).fill('Suzie Keen');
    await form.getByLabel('E-mail address').fill('suzie@example.org');
    await form.getByRole('button', { name: 'Sign' }).click();
    await told(page, 'vigil:signed');
    await form.getByText('No mail?').click();
    await form.getByLabel('E-mail address').fill('suzie@example.org');
    await form.getByRole('button', { name: 'Send another mail' }).click();
    await form.getByText('another mail is on its way').waitFor();
    expect(await events(page)).toEqual(['vigil:ready', 'vigil:signed']);
    await eventually(async () => (await heightOf(page)) === (await content()));
    await seen(form.getByRole('heading', { level: 1 }), page);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it.each([
    [1000, ''],
    [360, ''],
    [320, ''],
    [360, '#after'],
  ])(
    'keeps its height free, so that nothing moves while it loads (%s px, read from %p)',
    async (width, at) => {
      const { page, frame } = await open(partner, { viewport: { width, height: 780 }, at });
      const form = await frame();
      await told(page, 'vigil:resize');
      // A move of our own is reported after every one before it, and shows that moves are reported at all.
      const shift = await page.evaluate<number>(`new Promise((resolve) => {
      const from = performance.now();
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const { startTime, value } of list.getEntries()) {
          if (startTime >= from) resolve(sum);
          else sum += value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
      document.querySelector('${at || 'h1'}').parentElement.style.paddingBlockStart = '200px';
    })`);
      expect(shift).toBeLessThan(0.05);
      // Who reads from the beginning meets no gap below the form.
      const content = await form.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)');
      if (at === '') expect(await heightOf(page)).toBe(content);
      else expect(await heightOf(page)).toBeGreaterThan(content);
      await page.context().close();
    },
  );

  it('is used by keyboard alone: into it, to what has to be changed, and out of it', async () => {
    const { page, frame } = await open(partner);
    const form = await frame();
    await form.waitForLoadState('load');
    await page.focus('#before');
    const within = () => form.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
    const outside = () =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.tagName');
    for (let n = 0; n < 30 && (await outside()) !== 'IFRAME'; n += 1) await page.keyboard.press('Tab');
    for (let n = 0; n < 30 && (await within()) !== 'f-email'; n += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('suzie@');
    await page.keyboard.press('Enter');
    await form.getByRole('alert').waitFor();
    // The alert stands before the script has run that brings the focus there.
    await eventually(
      async () => (await form.evaluate('document.activeElement.className')) === 'error-summary',
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await within()).toBe('f-name');
    await page.keyboard.type('Suzie Keen');
    for (let n = 0; n < 60 && (await outside()) !== 'after'; n += 1) await page.keyboard.press('Tab');
    expect(await outside()).toBe('after');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await outside()).toBe('IFRAME');
    await page.context().close();
  }, 60_000);

  it.each(['en', 'fa'])(
    'has nothing that axe finds, and no sideways scroll at 320 px (%s)',
    async (locale) => {
      for (const theme of ['light', 'dark'] as const) {
        const { page, frame } = await open(partner, {
          viewport: { width: 320, height: 700 },
          choice: { locale, theme, title: locale === 'fa' ? 'امضا' : 'Sign' },
        });
        const form = await frame();
        await form.locator('form button[type=submit]').waitFor();
        const check = async () => {
          expect(await axeFaults(form, theme === 'light' ? 'everything' : 'colours')).toEqual([]);
          for (const each of [page, form]) {
            expect(await each.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
          }
        };
        expect(await form.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe(theme);
        await check();
        await form.locator('form button[type=submit]').click();
        await form.getByRole('alert').waitFor();
        await check();
        await form.goto(`${world.url}/${locale}/embed/sample/check-your-mail?theme=${theme}`);
        await check();
        await page.context().close();
      }
    },
    90_000,
  );

  it('sets no cookie and stores nothing', async () => {
    const { page, frame } = await open(partner);
    const form = await frame();
    await form.locator('form button[type=submit]').waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect((await page.context().storageState()).origins).toEqual([]);
    await page.context().close();
  });

  it('is shown in a page that loads nothing without consent (Cross-Origin-Embedder-Policy)', async () => {
    const headers = { 'cross-origin-embedder-policy': 'require-corp' };
    const { page, frame, faults } = await open(partner, { headers });
    const form = await frame();
    await form.getByLabel('E-mail address').focus();
    await form.getByText('The calculation is done.').waitFor();
    await told(page, 'vigil:ready');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('is shown to nobody in the page of an origin that the campaign does not list', async () => {
    const { page, faults } = await open(stranger);
    await page.getByRole('link', { name: 'Sign on a page of its own' }).waitFor();
    const blocked = () => faults.some((text) => text.includes('frame-ancestors'));
    await eventually(blocked);
    expect(await events(page)).toEqual([]);
    const link = page.getByRole('link', { name: 'Sign on a page of its own' });
    expect(await link.getAttribute('href')).toBe(`${world.url}/en/c/sample`);
    await page.context().close();
  });

  it('tells its height to no page but the listed, and hears no page but the one around it', async () => {
    const { page, frame } = await open(partner);
    const form = await frame();
    await told(page, 'vigil:ready');
    // A frame of the partner's own says what only the service may say.
    await page.evaluate(`new Promise((resolve) => {
      addEventListener('message', () => setTimeout(resolve));
      window.postMessage({ vigil: 'signed' }, '*');
    })`);
    expect(await events(page)).toEqual(['vigil:ready']);
    // Somebody else's window says hello to the form: it answers nothing.
    const answered = await form.evaluate(`new Promise((resolve) => {
      addEventListener('message', () => setTimeout(() => resolve(false)));
      window.postMessage({ vigil: 'hello' }, '*');
    })`);
    expect(answered).toBe(false);
    await page.context().close();
  });
});
