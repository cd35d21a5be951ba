import { parseCalendarDate } from '../../../kernel/calendar-date.js';
import { intlTags } from '../../../platform/i18n/locale.js';
import type { Language } from '../../../platform/i18n/texts.js';
import type { Alarm } from './alert.rules.js';

/** What an alert says, in a language: numbers, a day, a country; nothing of a person. */
export function alertSentence(t: Language, { kind, subject, detail }: Alarm): string {
  const day = parseCalendarDate(subject);
  const country = new Intl.DisplayNames(intlTags[t.locale], { type: 'region', fallback: 'code' });
  const what = day ? t.dateFully(day) : country.of(subject);
  return t.say(`alert.${kind}`, { ...detail, subject: what ?? subject });
}
