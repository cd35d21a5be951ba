import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM_PATH,
  // Chromium without windows, which opens a page in half the time, where the system has it.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executable = candidates.find((path) => path !== undefined && existsSync(path));

/** Whether stories in a browser can be told here; in CI a missing browser is a failure, not a reason to skip. */
export const hasBrowser = executable !== undefined || process.env.CI !== undefined;

/** What stands in the report where there is no browser. */
export const noBrowser = 'needs Chromium (set CHROMIUM_PATH), which was not found';

/** Starts Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error(noBrowser);
  const quiet = ['quic', 'background-networking', 'component-update', 'sync'].map(
    (what) => `--disable-${what}`,
  );
  return chromium.launch({
    executablePath: executable,
    // Both Chromiums draw letters alike then, to the pixel.
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--font-render-hinting=slight',
      ...quiet,
    ],
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly { id: string; nodes: readonly { html: string; failureSummary?: string }[] }[];
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What another scheme of colours can change in a page that was looked at whole. */
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * What axe-core finds wrong with a page, as short lines; the Content-Security-Policy stays in force. Where the page was
 * looked at before and only its `colours` are others, their rules are asked alone.
 */
export async function axeFaults(
  page: Page | Frame,
  about: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  if (await page.evaluate('globalThis.axe === undefined')) await page.evaluate(axe);
  const runOnly = JSON.stringify(about === 'colours' ? ofColours : everything);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ resultTypes: ["violations"], runOnly: ${runOnly} })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}
