import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Organizer } from '../../../src/domain/organizers/role.rules.js';
import { mailOfTheAlly } from '../../factories/answers.js';
import { axeFaults, hasBrowser, noBrowser, openBrowser } from '../../support/browser.js';
import { ConsoleWorld } from '../../worlds/console.world.js';

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) process.stderr.write(`Skipped: the organizers' pages in a browser ${noBrowser}.\n`);

/** Pages that a link leads to, not files; one of each kind, told by its path without ids. */
const kindOf = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');

let desk: ConsoleWorld;
let browser: Browser;
let url: string;

async function pageOf(width: number, organizer: Organizer): Promise<Page> {
  const [name = '', value = ''] = (await desk.as(organizer)).split('=');
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

/** Every page that links of the console lead to, beginning with the overview. */
async function visit(page: Page, look: (kind: string) => Promise<void>): Promise<string[]> {
  const seen = new Map<string, string>();
  const waiting = ['/console'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    if (seen.has(kind)) continue;
    seen.set(kind, path);
    const answer = await page.goto(url + path);
    expect([path, answer?.status()]).toEqual([path, 200]);
    await look(kind);
    const paths = await page.evaluate<string[]>(
      `[...document.links].filter((a) => a.origin === location.origin && !a.hasAttribute('download')).map((a) => a.pathname)`,
    );
    // The parts of a letter are documents of their own, in a sandbox where no script of a test runs either.
    waiting.push(
      ...paths.filter((each) => each.startsWith('/console') && !/\/letters\/[^/]+\/[^/]+$/.test(each)),
    );
  }
  return [...seen.keys()];
}

inBrowser("the organizers' pages in a browser", () => {
  beforeAll(async () => {
    [desk, browser] = await Promise.all([ConsoleWorld.up(), openBrowser()]);
    await mailOfTheAlly(desk.letters, await desk.letters.approvedLetter('appeal'));
    url = await desk.listen();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  it('have nothing that axe finds, light and dark', async () => {
    const page = await pageOf(1200, desk.letters.anna);
    const kinds = await visit(page, async (kind) => {
      await page.emulateMedia({ colorScheme: 'light' });
      expect([kind, await axeFaults(page)]).toEqual([kind, []]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect([kind, await axeFaults(page, 'colours')]).toEqual([kind, []]);
    });
    // All there are: a page that nothing leads to any more is missed here.
    expect(kinds.sort()).toEqual([
      '/console',
      '/console/answers',
      '/console/answers/:id',
      '/console/campaigns/small/answers',
      '/console/campaigns/small/embed',
      '/console/campaigns/small/look',
      '/console/campaigns/small/signatures',
      '/console/letters',
      '/console/letters/:id',
      '/console/mailings',
      '/console/mailings/:id',
      '/console/sending',
    ]);
    await page.context().close();
  }, 120_000);

  it('never scroll sideways at 320 px, right to left', async () => {
    const page = await pageOf(320, await desk.owner('Leila', 'fa'));
    await visit(page, async (kind) => {
      const wider = await page.evaluate(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      );
      expect([kind, wider]).toEqual([kind, false]);
      expect(await page.evaluate('document.documentElement.dir')).toBe('rtl');
    });
    await page.context().close();
  }, 60_000);
});
