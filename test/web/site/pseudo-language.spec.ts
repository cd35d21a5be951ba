import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { localeNames } from '../../../src/platform/i18n/locale.js';
import { renderMail } from '../../../src/platform/templates/render-mail.js';
import { countryChoices } from '../../../src/web/site/countries.js';
import { newToken, pendingSignature } from '../../factories/pending-signature.factory.js';
import { hasBrowser, openBrowser } from '../../support/browser.js';
import { pseudo, speakPseudo } from '../../support/pseudo-language.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
/** Every public page and state, by name. */
const pages = new Map<string, string>();
/** What people and Intl say, and what others call themselves: it may stand in a page as it is. */
const others: string[] = [
  ...Object.values(localeNames),
  ...['WhatsApp', 'Telegram', 'Mastodon', 'Bluesky', 'Facebook'],
];

const headers = { accept: 'text/html' };

async function post(url: string, fields: Record<string, string> = {}) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const origin = url.includes('/c/') || url.includes('/embed/') ? {} : { origin: 'null' };
  const payload = new URLSearchParams(fields).toString();
  return world.app.inject({ method: 'POST', url, headers: { ...headers, ...type, ...origin }, payload });
}

async function keep(name: string, answer: Promise<{ body: string }>): Promise<void> {
  pages.set(name, (await answer).body);
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** The text of a page, and of its attributes that people read, each piece alone. */
function saidIn(html: string): string[] {
  const markup = html.replace(/<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1>/g, '');
  const spoken =
    /\s(?:aria-label|title|alt|placeholder|label)="([^"]*)"|<meta (?:name="description"|property="og:(?:title|description|site_name|image:alt)") content="([^"]*)"/g;
  const attributes = [...markup.matchAll(spoken)].map((match) => match[1] ?? match[2] ?? '');
  return [...markup.split(/<[^>]*>/), ...attributes].map((text) =>
    text.replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity).trim(),
  );
}

const dates = /\b\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?\b|\b[A-Z][a-z]{2,8} \d{4}\b/g;
const addresses = /\bhttps?:\/\/\S+|\b[\w.-]+@[\w.-]+\b|\blocalhost(?::\d+)?\b|\b[0-9a-f-]{12,}\b/g;

/** Words in which no letter is accented, and which neither people nor Intl said. */
function hardCoded(pieces: readonly string[]): string[] {
  return pieces.filter((piece) => {
    const rest = others.reduce((text, other) => text.replaceAll(other, ' '), piece);
    return /[A-Za-z]{2,}/.test(rest.replace(addresses, ' ').replace(dates, ' '));
  });
}

beforeAll(async () => {
  speakPseudo();
  world = await siteWorld({ listen: true });
  const [row] = await world.source.query<{ document: unknown }[]>('SELECT document FROM published_campaign');
  others.push(...strings(row?.document), 'Suzie Keen', 'For them.');
  others.push(...countryChoices('en').map(({ label }) => label));
  others.sort((a, b) => b.length - a.length);
  for (const path of [
    '/en',
    '/en/c/sample',
    '/en/c/sample/check-your-mail',
    '/en/c/sample/names',
    '/en/embed/sample',
    '/en/me',
    '/en/nowhere',
    '/en/confirm/x',
  ]) {
    await keep(path, world.app.inject({ url: path, headers }));
  }
  for (const act of ['confirm', 'withdraw', 'unsubscribe', 'not-me']) {
    await keep(`GET ${act}`, world.app.inject({ url: `/en/${act}/${newToken()}`, headers }));
    await keep(`POST ${act} of a token that is gone`, post(`/en/${act}/${newToken()}`));
  }
  await keep('a refused form', post('/en/c/sample/signatures', { name: '', email: 'x', comment: '<b>' }));
  await keep('a refused address', post('/en/c/sample/check-your-mail', { email: 'x' }));
  await keep('a malformed code', post('/en/confirm', { code: '1' }));
  const own = await pendingSignature(world, { comment: 'For them.' });
  await keep('POST confirm', post(`/en/confirm/${own.confirm}`));
  for (const part of ['', '/change', '/erase']) {
    await keep(`my signature${part}`, world.app.inject({ url: `/en/me/${own.me}${part}`, headers }));
  }
  await keep('my signature, refused', post(`/en/me/${own.me}`, { name: '' }));
  await keep('POST withdraw', post(`/en/withdraw/${own.withdraw}`));
  await world.source.query("UPDATE published_campaign SET state = 'closed', etag = 'closed'");
  world.clock.advance(3_600_000);
  await keep('a closed campaign', world.app.inject({ url: '/en/c/sample', headers }));
}, 120_000);

afterAll(() => world.close());

describe('the pseudo-language', () => {
  it('leaves placeholders and plural forms as they are', () => {
    expect(pseudo('{n, plural, one {# day of {name}} other {# days}} since')).toBe(
      '{n, plural, one {# đááý óóƒ {name}} other {# đááýś}} śííńćéé',
    );
  });

  it('shows no text in any public page that the locales do not hold', () => {
    expect(hardCoded(['Śííǵń', 'Sign here', 'Suzie Keen'])).toEqual(['Sign here']);
    expect(pages.size).toBeGreaterThanOrEqual(25);
    const found = [...pages].flatMap(([name, html]) => {
      expect([name, /[áéíóú]/.test(html)]).toEqual([name, true]);
      return hardCoded(saidIn(html)).map((text) => `${name}: ${text}`);
    });
    expect(found).toEqual([]);
  });

  it('shows no text in any mail that the locales do not hold', () => {
    const values = {
      campaign: { title: '—', attribution: '—', url: 'https://v.example/c' },
      ...{ title: '—', sentence: '—', hours: 72, days: 30, minutes: 15, code: '123 456 789 012' },
    };
    const urls = Object.fromEntries(
      ['console', 'confirm', 'me', 'sign_in', 'arrived', 'not_me'].map((name) => [
        `${name}_url`,
        'https://v.example/x',
      ]),
    );
    for (const file of readdirSync(join(packageRoot(), 'templates/mail'))) {
      for (const neutral of [false, true]) {
        const mail = renderMail(file.replace('.liquid', ''), 'en', { ...values, ...urls, neutral });
        expect(mail.subject).toMatch(/[áéíóú]/);
        expect(hardCoded([mail.subject, ...mail.text.split('\n'), ...saidIn(mail.html)])).toEqual([]);
      }
    }
  });
});

(hasBrowser ? describe : describe.skip)('texts that are forty per cent longer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it('break no page at 320 pixels: nothing scrolls sideways, and no button is clipped', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    const broken: string[] = [];
    for (const [name, html] of pages) {
      const url = `${world.url}/shown`;
      await page.route(url, (route) =>
        route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
      );
      await page.goto(url);
      const faults = await page.evaluate<string[]>(`(() => {
        const root = document.documentElement;
        const beyond = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth);
        const wide = root.scrollWidth > root.clientWidth
          ? ['scrolls sideways to ' + root.scrollWidth + ': ' + beyond.slice(0, 2).map((e) => e.outerHTML.slice(0, 160)).join(' ')] : [];
        const clipped = [...document.querySelectorAll('button, .button, summary, label, legend')]
          .filter((e) => e.offsetWidth > 0 && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'))
          .map((e) => 'clipped: ' + e.outerHTML.slice(0, 120));
        return [...wide, ...clipped];
      })()`);
      broken.push(...faults.map((fault) => `${name}: ${fault}`));
      await page.unroute(url);
    }
    await page.close();
    expect(broken).toEqual([]);
  }, 120_000);
});
