import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let browser: Browser;

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the proof of work in a browser ${noBrowser}.\n`);

/** A page with what its console and its Content-Security-Policy complained of; the stamp's clock has moved on. */
async function open(path = '/c/sample', options: BrowserContextOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.exposeFunction('refusedByPolicy', (what: string) => faults.push(what));
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (e) => refusedByPolicy(e.violatedDirective + ' ' + e.blockedURI))`,
  );
  await page.goto(world.url + path);
  world.clock.advance(60_000);
  return { page, faults };
} // prettier-ignore

async function fill(page: Page): Promise<void> {
  await page.locator('#f-name').fill('Suzie Keen');
  await page.locator('#f-email').fill('suzie@example.org');
}

const line = (page: Page) => page.locator('.send [role="status"]');
const send = (page: Page) => page.locator('.send button').click();
const arrived = (page: Page) => page.waitForURL('**/check-your-mail', { timeout: 10_000 });

async function solved(page: Page): Promise<void> {
  await eventually(async () => (await line(page).innerText()) === 'The calculation is done.');
}

const flags = async () => (await world.forms()).map((form) => form.flags);

inBrowser('the proof of work in a browser', () => {
  beforeAll(async () => {
    [world, browser] = await Promise.all([siteWorld({ listen: true }), openBrowser()]);
  }, 60_000);

  beforeEach(() => world.forms());

  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('is done while the form is filled in, and nothing complains', async () => {
    const { page, faults } = await open();
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      // When a browser fetches the page's icon is its own affair.
      if (!pathname.startsWith('/assets/icon.')) asked.push(pathname);
    });
    expect(await line(page).innerText()).toBe('');
    expect(asked).toEqual([]);
    await fill(page);
    await solved(page);
    expect(asked[0]).toBe('/c/sample/challenge.json');
    expect(asked[1]).toMatch(/^\/assets\/proof-worker\./);
    expect(asked).toHaveLength(2);
    expect(await axeFaults(page)).toEqual([]);
    await send(page);
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each(['fa', 'ar'])('speaks the language of the page: %s', async (locale) => {
    // Dark from the start: colours that change under axe's eyes are read half changed.
    const { page, faults } = await open(`/${locale}/c/sample`, { colorScheme: 'dark' });
    await fill(page);
    const wanted = await line(page).getAttribute('data-ready');
    await eventually(async () => (await line(page).innerText()) === wanted);
    expect(wanted).toMatch(/\p{Script=Arabic}/u);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('stays out of the way of the keyboard', async () => {
    const { page } = await open();
    await page.locator('#f-name').focus();
    await page.keyboard.type('Suzie Keen');
    await page.keyboard.press('Tab');
    await page.keyboard.type('suzie@example.org');
    await solved(page);
    expect(await page.evaluate('document.activeElement.id')).toBe('f-email');
    await page.keyboard.press('Enter');
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    await page.context().close();
  });

  it('is not there without JavaScript, and the form works as ever', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${world.url}/c/sample`);
    world.clock.advance(60_000);
    await fill(page);
    await send(page);
    await arrived(page);
    expect(await flags()).toEqual([['proof-missing']]);
    await context.close();
  });

  it('lets the form wait shortly where it is sent first', async () => {
    const { page, faults } = await open();
    let answer: () => void = () => undefined;
    const wanted = new Promise<void>((done) => (answer = done));
    await page.route('**/challenge.json', async (route) => {
      await wanted;
      await route.continue();
    });
    await fill(page);
    await send(page);
    await eventually(async () => (await line(page).innerText()).startsWith('One moment'));
    expect(new URL(page.url()).pathname).toBe('/c/sample');
    answer();
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['is never answered', () => new Promise<void>(() => undefined)],
    ['fails', undefined],
  ])('lets the form go without where the challenge %s', async (_, never) => {
    const { page } = await open();
    await page.route('**/challenge.json', (route) => (never ? never() : route.abort()));
    await fill(page);
    await send(page);
    await arrived(page);
    expect(await flags()).toEqual([['proof-missing']]);
    await page.context().close();
  });

  it('goes once, however often the button is pressed, and is made anew for a form sent from the page again', async () => {
    const { page } = await open();
    let sent = '';
    page.on('request', (request) => {
      if (request.method() === 'POST') sent = request.postData() ?? '';
    });
    await fill(page);
    await solved(page);
    await page.locator('.send button').dblclick();
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    await page.goBack();
    await fill(page);
    await solved(page);
    await send(page);
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    expect(new URLSearchParams(sent).get('altcha')).toMatch(/^[\w+/=]{500,}$/);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = sent.replace('suzie', 'somebody.else');
    await fetch(`${world.url}/c/sample/signatures`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(await flags()).toEqual([['proof-replayed']]);
    await page.context().close();
  }); // prettier-ignore

  it('comes with a form that had to be corrected', async () => {
    const { page, faults } = await open();
    await page.locator('#f-name').fill('Suzie Keen');
    await send(page);
    await page.locator('.error-summary').waitFor();
    world.clock.advance(60_000);
    await fill(page);
    await solved(page);
    await send(page);
    await arrived(page);
    expect(await flags()).toEqual([[]]);
    expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    await page.context().close();
  });
});
