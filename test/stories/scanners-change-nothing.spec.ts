import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { hasBrowser, openBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { confirmLinkIn, newestMailTo } from '../support/mailbox.js';
import { askDatabaseOf, supportersRows } from '../support/own-database.js';
import { type Service, startService } from '../support/service.js';

let service: Service;
let browser: Browser | undefined;
/** Links of every mail that a supporter has: of one who has yet to confirm, and of one who has. */
let links: string[];
let confirmLink: string;

async function sign(email: string): Promise<void> {
  const body = new URLSearchParams({ name: 'Suzie Keen', email, visibility: 'name', news: 'yes' });
  const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([link]) => link.replaceAll('&amp;', '&'));
}

beforeAll(async () => {
  service = await startService();
  browser = hasBrowser ? await openBrowser() : undefined;
  await sign('confirmed@example.org');
  const first = confirmLinkIn(await newestMailTo(service, 'confirmed@example.org'));
  const thanks = await (await fetch(first, { method: 'POST' })).text();
  await sign('confirmed@example.org');
  const again = await newestMailTo(service, 'confirmed@example.org', 2);
  await sign('pending@example.org');
  const pending = await newestMailTo(service, 'pending@example.org');
  confirmLink = confirmLinkIn(pending);
  const me = /\/me\/[A-Za-z0-9_-]{43}/.exec(thanks)?.[0] ?? '';
  expect(me).not.toBe('');
  const all = [pending, again].flatMap(({ text = '', html = '' }) => linksIn(`${text} ${html}`));
  links = [...new Set([...all, `${service.url}${me}`])].filter((link) => link.startsWith(service.url));
  expect(links.length).toBeGreaterThanOrEqual(4);
  await eventually(async () => {
    const [row] = await askDatabaseOf<{ n: number }>(
      service,
      'SELECT count(*)::integer AS n FROM public_name',
    );
    return row?.n === 1;
  });
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await service.remove();
});

const agents = [
  'Barracuda Sentinel (EE)',
  'Mozilla/5.0 (compatible; Proofpoint URL Defense)',
  'Mimecast-URL-Protect/1.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks Microsoft Office/16.0',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1',
  'TelegramBot (like TwitterBot)',
  'WhatsApp/2.23.20.0',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Symantec Email Security.cloud',
  'curl/8.5.0',
];
const prefetches: Record<string, string>[] = [
  {},
  { purpose: 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'sec-purpose': 'prefetch' },
  { 'x-moz': 'prefetch' },
  { 'x-purpose': 'preview' },
];

/** Waits until nothing that came in is still to be decided, or to be counted. */
const settled = () =>
  eventually(async () => {
    const [row] = await askDatabaseOf<{ n: number }>(
      service,
      'SELECT ((SELECT count(*) FROM intake) + (SELECT count(*) FROM tally_delta))::integer AS n',
    );
    return row?.n === 0;
  });

describe('scanners of links', () => {
  it('change nothing by HEAD, OPTIONS and twenty GETs of every link, whoever they say they are', async () => {
    await settled();
    const before = await supportersRows(service);
    for (const link of links) {
      const requests = [
        { method: 'HEAD' },
        { method: 'OPTIONS' },
        ...Array.from({ length: 20 }, (_, n) => ({
          method: 'GET',
          headers: { 'user-agent': agents[n % agents.length]!, ...prefetches[n % prefetches.length] },
        })),
      ];
      const answers = await Promise.all(
        requests.map((request) => fetch(link, { ...request, redirect: 'manual' })),
      );
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      for (const answer of answers) await answer.arrayBuffer();
    }
    await settled();
    expect(await supportersRows(service)).toEqual(before);
  });

  it('change nothing by a browser that follows every link of the mails and of the pages behind them', async () => {
    if (!browser) return;
    await settled();
    const before = await supportersRows(service);
    const page = await browser.newPage();
    const seen = new Set<string>();
    const waiting = [...links];
    for (let next = waiting.shift(); next !== undefined && seen.size < 60; next = waiting.shift()) {
      const url = next.split('#')[0]!;
      if (seen.has(url)) continue;
      seen.add(url);
      await page.goto(url, { waitUntil: 'load' }).catch((error: unknown) => {
        // A file to be downloaded is no page.
        if (!String(error).includes('Download') && !String(error).includes('ERR_ABORTED')) throw error;
      });
      const hrefs = await page.evaluate<string[]>(
        '[...document.querySelectorAll("a[href]")].map((a) => a.href)',
      );
      // What a supporter's own links lead to comes first; the rest of the site is without end.
      const own = hrefs.filter((href) => href.startsWith(service.url) && !href.includes('/mailbox'));
      waiting.unshift(...own.filter((href) => /\/(me|confirm|withdraw|unsubscribe|not-me)\//.test(href)));
      waiting.push(...own);
    }
    await page.close();
    expect(seen.size).toBeGreaterThan(10);
    await settled();
    expect(await supportersRows(service)).toEqual(before);
  }, 120_000);

  it('leave the link good for the person: fifty presses of its button at once count one', async () => {
    const [before] = await askDatabaseOf<{ n: number }>(
      service,
      `SELECT count(*)::integer AS n FROM signature WHERE state = 'confirmed'`,
    );
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => fetch(confirmLink, { method: 'POST' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    const progress = async () =>
      ((await (await fetch(`${service.url}/c/ashraf/progress.json`)).json()) as { confirmed: number })
        .confirmed;
    await eventually(async () => (await progress()) === (before?.n ?? 0) + 1);
  });
});
