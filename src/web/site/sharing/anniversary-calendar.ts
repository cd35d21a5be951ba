import { createHash } from 'node:crypto';
import { nextKeepings } from '../../../domain/anniversaries/keeping.js';
import {
  type LeapRule,
  type PublishedAnniversary,
  type PublishedCampaign,
  textsIn,
} from '../../../domain/campaigns/published-campaign.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Texts } from '../../../platform/i18n/texts.js';

/** How each year's day is found (RFC 5545 §3.3.10), a 29 February in common years included. */
const repeats: Readonly<Record<LeapRule, string>> = {
  'feb-28': 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1',
  'mar-1': 'FREQ=YEARLY;BYYEARDAY=60',
  'leap-years-only': 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
};

/**
 * A campaign's anniversaries as a calendar file (RFC 5545): whole days from the next keeping on, every year, each known again
 * by its UID when the file is fetched anew. A neutral campaign's say nothing of the cause, since calendars are looked
 * at over one's shoulder. Null where the campaign keeps no day.
 */
export function anniversaryCalendar(
  campaign: PublishedCampaign,
  reading: { locale: Locale; origin: string; now: Date },
): string | null {
  const { anniversaries } = textsIn(campaign, reading.locale);
  if (anniversaries.length === 0) return null;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigil//Anniversaries//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...anniversaries.flatMap((rule) => eventOf(campaign, rule, reading)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(
  campaign: PublishedCampaign,
  rule: PublishedAnniversary,
  { locale, origin, now }: { locale: Locale; origin: string; now: Date },
): string[] {
  const [next] = nextKeepings(rule, now, 1);
  if (!next) return [];
  const t = Texts.in(locale);
  const { title, attribution } = textsIn(campaign, locale);
  const isLeapDay = rule.day.endsWith('-02-29');
  const language = `;LANGUAGE=${locale}`;
  const address = `${origin}/${locale}/c/${campaign.slug}`;
  const said = campaign.neutral
    ? [`SUMMARY${language}:${escaped(t.say('calendar.neutral'))}`]
    : [
        `SUMMARY${language}:${escaped(t.say('calendar.summary', { title }))}`,
        `DESCRIPTION${language}:${escaped(t.say('calendar.text', { attribution, date: t.dateFully(rule.day) }))}\\n${address}`,
        `URL:${address}`,
      ];
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(campaign.id, rule.key)}`,
    `DTSTAMP:${compact(campaign.document.statementDate)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(next.day)}`,
    `RRULE:${isLeapDay ? repeats[rule.leapRule] : 'FREQ=YEARLY'}`,
    ...said,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** The same for ever, in the form of a UUID (RFC 7986 §5.3), and telling nothing by itself. */
function uidOf(campaignId: string, key: string): string {
  const hex = createHash('sha256').update(`anniversary ${campaignId} ${key}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** Text as RFC 5545 §3.3.11 writes it. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A line in pieces of at most 75 octets, parted between characters (RFC 5545 §3.1). */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const sign of line) {
    const more = Buffer.byteLength(sign);
    if (octets + more > 75) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += sign;
    octets += more;
  }
  return [...pieces, piece].join('\r\n');
}
