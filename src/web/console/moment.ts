import { dayIn } from '../../kernel/calendar-date.js';
import { intlTags } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';

/** An instant as the clock on the wall in a zone shows it, with the zone's name: '1 September 2027, 09:00 (Asia/Baghdad)'. */
export function moment(t: Language, at: Date, zone: string): string {
  const time = new Intl.DateTimeFormat(intlTags[t.locale], {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return t.say('console.moment', { day: t.date(dayIn(zone, at)), time, zone });
}
