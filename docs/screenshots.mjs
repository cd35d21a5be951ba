/**
 * Takes the README's pictures from a running service: `npm run screenshots` (needs Chromium; CHROMIUM names it).
 * The service must be freshly started with its embedded defaults and `npx --no vigil demo` must have been played.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const base = process.env.VIGIL_URL ?? 'http://localhost:3000';
const executablePath =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));

const phone = { width: 390, height: 844 };
const desktop = { width: 1200, height: 900 };

const pages = [
  { name: 'campaign-en', path: '/en/c/ashraf', viewport: desktop },
  { name: 'campaign-fa-phone', path: '/fa/c/ashraf', viewport: phone },
  { name: 'form-ar-phone', path: '/ar/c/ashraf', viewport: phone, at: 'form' },
  { name: 'campaign-dark', path: '/en/c/ashraf', viewport: desktop, colorScheme: 'dark' },
  { name: 'mailbox', path: '/mailbox', viewport: desktop },
];

/** The console needs a person signed in: a fresh link, followed and its button pressed. */
async function signIn(context, email) {
  const answer = execFileSync(
    process.execPath,
    ['dist/src/cli.js', 'organizer', 'sign-in', email, '--json'],
    {
      encoding: 'utf8',
    },
  );
  const { url } = JSON.parse(answer);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button').first().click();
  return page;
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const { name, path, viewport, colorScheme = 'light', at } of pages) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(base + path);
  if (at)
    await page
      .locator(at)
      .first()
      .evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await page.screenshot({ path: `${folder}${name}.png` });
  await context.close();
}
const organizer = process.env.VIGIL_ORGANIZER;
if (organizer) {
  const context = await browser.newContext({ viewport: desktop, deviceScaleFactor: 1 });
  const page = await signIn(context, organizer);
  await page.screenshot({ path: `${folder}console.png` });
  await page.goto(`${base}/console/mailings`);
  const mailing = page.locator('a[href*="/console/mailings/"]').first();
  if (await mailing.count()) {
    await mailing.click();
    await page.setViewportSize({ width: 1200, height: 1100 });
    await page.locator('summary').first().click();
    await page.waitForLoadState('networkidle');
    await page.locator('summary').first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${folder}mailing.png` });
  }
}
await browser.close();
