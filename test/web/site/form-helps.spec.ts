import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ listen: true });
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

const sign = (fields: Record<string, string>) =>
  fetch(`${world.url}/c/sample/signatures`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'text/html' },
    redirect: 'manual',
  });
const textOf = async (path: string) =>
  (await fetch(world.url + path, { headers: { accept: 'text/html' } })).text();

describe('a slip in an address', () => {
  it('is taken as it was typed, and asked about on the next page, for everybody who typed it', async () => {
    const answer = await sign({ name: 'Parisa', email: 'parisa@gmial.com' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/c/sample/check-your-mail?typed=gmial.com',
    ]);
    expect((await world.forms())[0]?.form.email).toBe('parisa@gmial.com');
    expect(await textOf('/c/sample/check-your-mail?typed=gmial.com')).toContain(
      'ends in gmial.com. Did you mean gmail.com?',
    );
  });

  it('is asked about in the form that comes back for another reason', async () => {
    const answer = await sign({ name: '', email: 'parisa@gmial.com' });
    const body = await answer.text();
    expect(body).toContain('Did you mean <bdi dir="ltr">parisa@gmail.com</bdi>?');
    expect(body).toMatch(/id="f-email"[^>]*value="parisa@gmial.com"/);
  });

  it('is not made of what an address bar says', async () => {
    const plain = await textOf('/c/sample/check-your-mail');
    for (const typed of ['gmail.com', '<b>gmial.com', 'x', '']) {
      expect(await textOf(`/c/sample/check-your-mail?typed=${encodeURIComponent(typed)}`)).toBe(plain);
    }
    expect(await textOf('/c/sample/check-your-mail?typed=gmial.com&typed=b')).toBe(plain);
  });
});

describe('who may see a signature', () => {
  it('is shown by an example, made of the name that was typed when the form comes back', async () => {
    const page = await textOf('/c/sample');
    expect(page).toContain('On this page: <bdi>one more in the count</bdi>');
    expect(page).toContain('On this page: <bdi data-shows="initials">P. A.</bdi>');
    const again = await (await sign({ name: 'Suzie Keen', email: 'x' })).text();
    expect(again).toContain('<bdi data-shows="initials">S. K.</bdi>');
    expect(again).toContain('<bdi data-shows="name">Suzie Keen</bdi>');
    expect(await textOf('/fa/c/sample')).toContain('<bdi data-shows="initials">پ. ا.</bdi>');
  });
});

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the form's helps in a browser ${noBrowser}.\n`);

inBrowser('the form in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser.close());

  async function open(path: string): Promise<{ page: Page; faults: string[] }> {
    const context = await browser.newContext({ viewport: { width: 320, height: 740 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(world.url)) faults.push(request.url());
    });
    await page.goto(world.url + path);
    return { page, faults };
  }

  it('shows what would be seen of the name while it is typed', async () => {
    const { page, faults } = await open('/c/sample');
    const shown = (what: string) => page.locator(`[data-shows="${what}"]`).innerText();
    await page.getByLabel('Name', { exact: true }).fill('ليلى  حدّاد');
    expect([await shown('initials'), await shown('name')]).toEqual(['ل. ح.', 'ليلى حدّاد']);
    await page.getByLabel('Name', { exact: true }).fill('<b>Éva');
    expect([await shown('initials'), await shown('name')]).toEqual(['B.', '<b>Éva']);
    await page.getByLabel('Name', { exact: true }).fill('');
    expect(await shown('name')).toBe('Parisa Ahmadi');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('helps alike in a right-to-left page, whose scripts are asked for after its font, and in a frame', async () => {
    const { page, faults } = await open('/fa/c/sample');
    const shown = page.locator('[data-shows="initials"]');
    await page.locator('#f-name').fill('ليلى حدّاد');
    expect(await shown.innerText()).toBe('ل. ح.');
    const asked = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').sort((a, b) => a.startTime - b.startTime).map(({ name }) => name)`,
    );
    const places = ['.woff2', '/form.', '/proof.'].map((part) =>
      asked.findIndex((name) => name.includes(part)),
    );
    expect(places).not.toContain(-1);
    expect(Math.min(...places)).toBe(places[0]);
    expect(faults).toEqual([]);
    await page.context().close();
    const framed = await textOf('/fa/embed/sample');
    expect(framed).toMatch(/<script src="[^"]*form\.[^"]*" defer/);
    expect(framed).not.toContain('type="module"');
  });

  it('asks about a slip without telling anybody, and changes the address only when told to', async () => {
    const { page, faults } = await open('/c/sample');
    const email = page.getByLabel('E-mail address');
    await email.fill('parisa@gmial.com');
    await email.blur();
    const use = page.getByRole('button', { name: 'Use this address' });
    await use.waitFor();
    expect(await email.inputValue()).toBe('parisa@gmial.com');
    expect(await page.locator('.suggestion').innerText()).toContain('Did you mean parisa@gmail.com?');
    expect(await axeFaults(page)).toEqual([]);
    await use.click();
    expect(await email.inputValue()).toBe('parisa@gmail.com');
    expect(await page.locator('.suggestion').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.id')).toBe('f-email');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('moves the focus to what is wrong and from there to the field, without a script too', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${world.url}/c/sample`);
    await page.getByLabel('E-mail address').fill('parisa@gmial.com');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    const summary = page.getByRole('alert');
    expect(await summary.evaluate((element) => element.matches(':focus'))).toBe(true);
    await summary.getByRole('link').first().click();
    await page.keyboard.type('Parisa');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    expect(page.url()).toContain('/check-your-mail?typed=gmial.com');
    expect(await axeFaultsOf(page.url(), browser)).toEqual([]);
    await context.close();
  });
});

async function axeFaultsOf(url: string, browser: Browser): Promise<string[]> {
  const page = await browser.newPage();
  await page.goto(url);
  const faults = await axeFaults(page);
  await page.close();
  return faults;
}
