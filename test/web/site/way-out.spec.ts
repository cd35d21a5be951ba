import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { partnerPage, partnerSite } from '../../support/partner-site.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

const neutral = 'https://weather.example/';
let world: SiteWorld;
let browser: Browser;

beforeAll(async () => {
  world = await siteWorld({ listen: true, face: { safety: { quickExit: true, exitTo: neutral } } });
}, 60_000);

afterAll(() => world.close());

const read = async (path: string) =>
  (await fetch(world.url + path, { headers: { accept: 'text/html' } })).text();

describe('the quick exit', () => {
  it('is a plain link on the pages of a campaign that asks for it, before everything else', async () => {
    const { confirm, me, withdraw } = await pendingSignature(world);
    const thanks = await fetch(`${world.url}/confirm/${confirm}`, { method: 'POST' });
    const pages = [await thanks.text()];
    const paths = ['/c/sample', '/fa/c/sample', '/c/sample/check-your-mail', '/c/sample/names', `/me/${me}`];
    for (const path of [...paths, `/me/${me}/change`, `/me/${me}/erase`]) pages.push(await read(path));
    for (const path of [`/me/${me}`, `/me/${me}/erase`, `/withdraw/${withdraw}`]) {
      pages.push(await (await fetch(world.url + path, { method: 'POST' })).text());
    }
    for (const page of pages) {
      expect(/<a [^>]*>/.exec(page)?.[0]).toBe(
        `<a class="exit" href="${neutral}" rel="noreferrer nofollow">`,
      );
    }
    expect(pages).toHaveLength(11);
    expect(pages[1]).toContain('Can somebody else see this device?');
  });

  it('is on the pages that may not know of any campaign for whoever comes from one that asks for it', async () => {
    const { confirm, me } = await pendingSignature(world, { code: '999999999999' });
    await fetch(`${world.url}/confirm/${confirm}`, { method: 'POST' });
    const links = [...(await read(`/me/${me}`)).matchAll(/href="(\/(?:withdraw|not-me)\/[^"]+)"/g)].map(
      ([, to]) => to!,
    );
    expect(links).toHaveLength(2);
    for (const link of links) {
      const page = await read(link);
      expect(/<a [^>]*>/.exec(page)?.[0]).toContain('href="https://en.wikipedia.org/"');
      // It says nothing of the link: one that does nothing is answered alike, and one without the word says nothing of it.
      expect(await read(link.replace(/[\w-]{43}/, 'A'.repeat(43)))).toBe(page);
      expect(await read(link.split('?')[0]!)).not.toContain('class="exit"');
    }
  });

  it('leads to an encyclopaedia of the language where the campaign names nothing', async () => {
    const plain = await siteWorld({ face: { safety: { quickExit: true } } });
    const { body } = await plain.app.inject({ url: '/fa/c/sample', headers: { accept: 'text/html' } });
    expect(body).toContain('href="https://fa.wikipedia.org/"');
    await plain.close();
  });

  it('is not there where no campaign asked for it', async () => {
    const plain = await siteWorld();
    for (const url of ['/c/sample', '/']) {
      const { body } = await plain.app.inject({ url, headers: { accept: 'text/html' } });
      expect(body).not.toContain('class="exit"');
    }
    await plain.close();
  });
});

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the quick exit in a browser ${noBrowser}.\n`);

inBrowser('the quick exit in a browser', () => {
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);

  afterAll(() => browser.close());

  async function open(javaScriptEnabled: boolean): Promise<{ page: Page; referrers: string[] }> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } });
    const referrers: string[] = [];
    await context.route(`${neutral}**`, async (route) => {
      referrers.push(route.request().headers().referer ?? '');
      await route.fulfill({ body: '<title>Weather</title>', contentType: 'text/html' });
    });
    const page = await context.newPage();
    await page.goto(`${world.url}/imprint`);
    await page.goto(`${world.url}/c/sample`);
    return { page, referrers };
  }

  it.each([true, false])(
    'is the first thing Tab reaches and Enter leaves by (JavaScript: %s)',
    async (on) => {
      const { page, referrers } = await open(on);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(neutral);
      expect(referrers).toEqual(['']);
      await page.goBack();
      // With a script the page's own entry is gone from the history; without one no page can do that.
      expect(new URL(page.url()).pathname).toBe(on ? '/imprint' : '/c/sample');
      await page.context().close();
    },
  );

  it('leaves a partner’s page from within the frame, and takes that page’s place', async () => {
    const partner = await partnerSite();
    await world.source.query(`UPDATE published_campaign SET embed_origins = $1, etag = 'framed'`, [
      [partner.origin],
    ]);
    world.clock.advance(3_600_000);
    partner.show({ html: partnerPage(`<iframe src="${world.url}/en/embed/sample" title="Sign"></iframe>`) });
    const { page } = await open(true);
    await page.goto(`${partner.origin}/`);
    await page.frameLocator('iframe').getByRole('link', { name: 'Leave this page' }).click();
    await page.waitForURL(neutral);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/c/sample');

    // Where that page lets no frame lead it away, the frame alone leaves.
    const shut = `<iframe sandbox="allow-scripts allow-same-origin" src="${world.url}/en/embed/sample" title="Sign"></iframe>`;
    partner.show({ html: partnerPage(shut) });
    await page.goto(`${partner.origin}/`);
    const left = page.waitForEvent('framenavigated', (frame) => frame.url() === neutral);
    await page.frameLocator('iframe').getByRole('link', { name: 'Leave this page' }).click();
    await left;
    await page.context().close();
    await partner.close();
  });

  it('leaves at the third Escape, and not at the second', async () => {
    const { page } = await open(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    expect(new URL(page.url()).pathname).toBe('/c/sample');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForURL(neutral);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'stays in sight and is found right by axe (%s)',
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } });
      const page = await context.newPage();
      await page.goto(`${world.url}/fa/c/sample`);
      expect(await axeFaults(page)).toEqual([]);
      await page.evaluate('document.querySelector("footer").scrollIntoView()');
      const box = await page.getByRole('link', { name: 'ترک این صفحه' }).boundingBox();
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y).toBeLessThan(20);
      expect(box!.height).toBeGreaterThanOrEqual(44);
      await context.close();
    },
  );
});
