import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import ICAL from 'ical.js';
import jsQR from 'jsqr';
import { anniversaryCalendar } from '../../../src/web/site/sharing/anniversary-calendar.js';
import { PublishedCampaigns } from '../../../src/domain/campaigns/published-campaigns.js';
import type { LeapRule, PublishedCampaign } from '../../../src/domain/campaigns/published-campaign.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { locales } from '../../../src/platform/i18n/locale.js';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { fullRecord } from '../../factories/published-record.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let campaign: PublishedCampaign;

beforeAll(async () => {
  world = await siteWorld({ record: fullRecord() });
  campaign = (await world.app.get(PublishedCampaigns, { strict: false }).find('sample'))!;
}, 60_000);

afterAll(() => world.close());

const setNeutral = async (neutral: boolean) => {
  await world.source.query('UPDATE published_campaign SET neutral = $1, etag = gen_random_uuid()', [neutral]);
  world.clock.advance(3_600_001);
};
const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ url, headers });
let codes = 100_000_000_000;
const thanks = async (prefix = '') => {
  codes += 1;
  const { confirm } = await pendingSignature(world, { code: String(codes) });
  return (await world.app.inject({ method: 'POST', url: `${prefix}/confirm/${confirm}` })).body;
};

describe('the page that thanks', () => {
  afterEach(() => setNeutral(false));

  it.each(locales)('offers plain links that say nothing of who signed, in %s', async (locale) => {
    const page = await thanks(`/${locale}`);
    const own = locale === 'fa' ? 'fa' : 'en';
    const address = `http://localhost:3000/${own}/c/sample`;
    const links = [...page.matchAll(/<a class="button button-quiet" href="([a-z]+:[^"]*)"/g)].map(([, href]) =>
      new URL(href!.replaceAll('&amp;', '&')),
    );
    expect(links.map(({ protocol, hostname }) => hostname || protocol)).toEqual([
      'wa.me', 't.me', 'mailto:', 'share.joinmastodon.org', 'bsky.app', 'www.facebook.com', 'x.com',
    ]);
    for (const { href } of links) {
      expect(decodeURIComponent(href)).toContain(address);
      expect(href).not.toMatch(/confirm|\/me\/|token/);
    }
    expect(page).toContain(`value="${address}"`);
    expect(page).toContain(`href="/${own}/c/sample/anniversary.ics"`);
    const [code, label] = /<svg class="qr"[^>]*aria-label="([^"]+)".*?<\/svg>/s.exec(page) ?? [];
    expect([readQr(code ?? ''), label?.includes(address)]).toEqual([address, true]);
    expect(page).not.toMatch(/<(?:script|img|link|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//);
  }); // prettier-ignore

  it('leads to the words of the letter that was sent last to each body, where they are public', async () => {
    const page = await thanks('/en');
    const [, href] = /<a href="([^"]*)">To The Government, 1 September 2026</.exec(page) ?? [];
    expect(href).toBe('/en/bodies/government#letter-sample-2');
    expect(page).not.toContain('bodies/parliament');
    const [path, anchor] = String(href).split('#');
    expect((await get(path!)).body).toMatch(new RegExp(`id="${anchor!}" lang="fa"[^>]*><p>متن نامه`));
  });

  it('names nothing that could be passed on where the campaign is neutral', async () => {
    await setNeutral(true);
    const page = await thanks('/en');
    expect(page).not.toContain('/bodies/');
    expect(page).not.toContain('Justice for the sample');
    expect(page).not.toMatch(/data-share|class="qr"|wa\.me|anniversary\.ics|mailto:/);
  });
});

describe('the calendar file', () => {
  afterEach(() => setNeutral(false));

  it.each(locales)('is read by a calendar program, whole day and every year (%s)', async (locale) => {
    const { statusCode, headers, body } = await get(`/${locale}/c/sample/anniversary.ics`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(headers['content-disposition']).toBe('attachment; filename="sample.ics"');
    const event = eventIn(body);
    const title = locale === 'fa' ? 'دادخواهی برای نمونه' : 'Justice for the sample';
    expect(event.summary).toContain(title);
    expect(event.startDate.isDate).toBe(true);
    const days = event.iterator();
    const [first, second] = [days.next(), days.next()];
    expect([first.month, first.day, second.year - first.year]).toEqual([9, 1, 1]);
    expect(event.component.getFirstPropertyValue('url')).toBe(
      `http://localhost:3000/${locale === 'fa' ? 'fa' : 'en'}/c/sample`,
    );
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(body).not.toMatch(/[^\r]\n/);
  });

  it('names the same day alike in every language and year', async () => {
    const uid = async (path: string) => eventIn((await get(path)).body).uid;
    const first = await uid('/en/c/sample/anniversary.ics');
    expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await uid('/fa/c/sample/anniversary.ics')).toBe(first);
    world.clock.advance(400 * 86_400_000);
    expect(await uid('/en/c/sample/anniversary.ics')).toBe(first);
  });

  it('says nothing of the cause where the campaign is neutral', async () => {
    await setNeutral(true);
    const { body, headers } = await get('/en/c/sample/anniversary.ics');
    expect(eventIn(body).summary).toBe('A day to keep');
    expect(body + String(headers['content-disposition'])).not.toMatch(/sample|localhost|Justice|campaign/i);
  });

  it.each<[LeapRule, string[]]>([
    ['feb-28', ['2027-02-28', '2028-02-29', '2029-02-28']],
    ['mar-1', ['2027-03-01', '2028-02-29', '2029-03-01']],
    ['leap-years-only', ['2028-02-29', '2032-02-29', '2036-02-29']],
  ])('keeps a 29 February as the campaign does (%s)', (leapRule, expected) => {
    const days = event({ day: '2024-02-29' as CalendarDate, leapRule }).iterator();
    expect([days.next(), days.next(), days.next()].map((day) => day.toString())).toEqual(expected);
  });

  it('holds signs that mean something to calendars as they are', () => {
    const title = 'Truth; justice, "now"\\ and\nalways — دادخواهی 🕯️ '.repeat(6).trim();
    expect(event({}, title).summary).toBe(`Anniversary: ${title}`);
  });

  it('is none where the campaign keeps no day', () => {
    expect(calendarOf([], 'x')).toBeNull();
    expect(event({})).toBeDefined();
  });
});

/** What a telephone's camera would read of a code. */
function readQr(svg: string): string | undefined {
  const drawn = svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  const { pixels, width, height } = new Resvg(drawn, { fitTo: { mode: 'width', value: 320 } }).render();
  return jsQR.default(new Uint8ClampedArray(pixels), width, height)?.data;
}

function eventIn(text: string): ICAL.Event {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
}

type Rules = PublishedCampaign['document']['texts'][string]['anniversaries'];

function calendarOf(anniversaries: Rules, title: string): string | null {
  const texts = { ...campaign.document.texts.en!, anniversaries, title };
  const document = { ...campaign.document, texts: { en: texts } };
  const now = new Date('2026-11-29T00:00:00Z');
  return anniversaryCalendar(
    { ...campaign, document },
    { locale: 'en', origin: 'https://vigil.example', now },
  );
}

function event(change: Partial<Rules[number]>, title = 'A title'): ICAL.Event {
  const [rule] = campaign.document.texts.en!.anniversaries;
  return eventIn(calendarOf([{ ...rule!, ...change }], title) ?? '');
}
