import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.js';
import { load } from './load.js';
import { figure, type Finding } from './report.js';
import { pause } from './process.js';
import { CAMPAIGN, startService } from './service.js';

const ROUNDS = 7;
const GENERATED = 2_000;
/** A phone's line: 1.6 Mbit/s down, 150 ms to every answer; and a processor four times slower than this one. */
const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;

interface Look {
  /** Milliseconds from the navigation to the largest paint. */
  readonly largestPaint: number;
  /** Sum of layout shifts until half a second after everything was there. */
  readonly shift: number;
  /** Bytes as they came over the wire, headers included. */
  readonly bytes: number;
}

/** What a first view on a phone is like, by language, and how many pages are made a second where none is kept. */
export async function face(folder: string): Promise<Finding[]> {
  const service = await startService(folder);
  const browser = await openBrowser();
  try {
    const findings: Finding[] = [];
    for (const locale of ['en', 'fa']) {
      const looks: Look[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const look = await firstView(browser, `${service.url}/${locale}${CAMPAIGN}`, locale);
        // The first one warms both up.
        if (round > 0) looks.push(look);
      }
      findings.push(toldOf(locale, looks));
    }
    return [...findings, ...(await generation(service.url))];
  } finally {
    await browser.close();
    await service.stop();
  }
}

async function firstView(browser: Browser, url: string, locale: string): Promise<Look> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  await wire.send('Network.emulateNetworkConditions', line);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: 'networkidle' });
  // A busy machine paints after the network has become quiet; a view without a paint would look like a fast one.
  let seen = await look(page);
  for (let tries = 0; seen.largestPaint === 0 && tries < 100; tries += 1) {
    await pause(100);
    seen = await look(page);
  }
  if (seen.largestPaint === 0) throw new Error(`${url}: nothing was painted in ten seconds`);
  await context.close();
  return { ...seen, bytes };
}

/** What the browser kept of its view by itself: a script of ours in the page would be measured with it. */
function look(page: Page): Promise<Omit<Look, 'bytes'>> {
  return page.evaluate<Omit<Look, 'bytes'>>(`new Promise((done) => {
    const seen = { largestPaint: 0, shift: 0 };
    const watch = (type, take) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    watch('largest-contentful-paint', ({ startTime }) => { seen.largestPaint = startTime; });
    watch('layout-shift', ({ value }) => { seen.shift += value; });
    setTimeout(() => done(seen), 500);
  })`);
}

function toldOf(locale: string, looks: readonly Look[]): Finding {
  const sorted = looks.map(({ largestPaint }) => largestPaint).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const most = (of: (look: Look) => number) => Math.max(...looks.map(of));
  return {
    what: `first view on a phone, /${locale}${CAMPAIGN}: 1.6 Mbit/s, 150 ms, a processor ${SLOWER} times slower`,
    vigil: `largest paint ${figure(middle)} ms (slowest of ${looks.length}: ${figure(most((look) => look.largestPaint))} ms), layout shift at most ${figure(
      most((look) => look.shift),
      3,
    )}, ${figure(most((look) => look.bytes) / 1_000, 1)} kB in all`,
    against: 'wanted: 1,000 ms, 0.05, 60 kB',
    ratio: figure(middle / 1_000, 2),
  };
}

/** Pages that are made for each who asks: a refused form, and a search. */
async function generation(url: string): Promise<Finding[]> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const refused = {
    method: 'POST' as const,
    path: `/en${CAMPAIGN}/signatures`,
    headers,
    body: 'name=&email=',
  };
  const search = { method: 'GET' as const, path: '/en/?q=ashraf', headers: { accept: 'text/html' } };
  const few = { connections: 10 };
  const told = ({ perSecond, p99 }: { perSecond: number; p99: number }) =>
    `${figure(perSecond)}/s, p99 ${figure(p99)} ms`;
  await load(url, GENERATED / 10, refused, { ...few, answers: '4xx' });
  const pages = await load(url, GENERATED, refused, { ...few, answers: '4xx' });
  const searches = await load(url, GENERATED, search, few);
  const nothing = { against: '', ratio: '' };
  return [
    { what: 'campaign pages made a second, none kept (a refused form)', vigil: told(pages), ...nothing },
    { what: 'search pages made a second, none kept', vigil: told(searches), ...nothing },
  ];
}
