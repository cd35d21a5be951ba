import type { CalendarDate } from '../../kernel/calendar-date.js';
import { intlTags, type Locale } from './locale.js';

const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function keep<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => F): F {
  const found = kept.get(key) ?? make();
  kept.set(key, found);
  return found as F;
}

const at = (date: CalendarDate): Date => new Date(`${date}T00:00:00Z`);

function days(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep(`${tag}|${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
  });
}

/**
 * A day in words: '1 September 2013', '۱ سپتامبر ۲۰۱۳', '1er septembre 2013', '١ أيلول/سبتمبر ٢٠١٣' (Arabic names
 * the month both ways, as the United Nations' Arabic documents do, since half its readers know only one).
 */
export function formatDate(locale: Locale, date: CalendarDate): string {
  const long: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  if (locale !== 'ar') return ordinalFirst(locale, days(intlTags[locale], long).format(at(date)));
  const east = days('ar-IQ-u-nu-arab-ca-gregory', { month: 'long' }).format(at(date));
  const west = days(intlTags.ar, { month: 'long' }).format(at(date));
  const months = east === west ? west : `${east}/${west}`;
  const { day, year } = arabicParts(date);
  return `${day} ${months} ${year}`;
}

/** French says the first of a month as an ordinal, which CLDR's patterns leave out. */
function ordinalFirst(locale: Locale, words: string): string {
  return locale === 'fr' ? words.replace(/^1 /, '1er ') : words;
}

function arabicParts(date: CalendarDate): { day: string; year: string } {
  const parts = days(intlTags.ar, { day: 'numeric', month: 'long', year: 'numeric' }).formatToParts(at(date));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { day: of('day'), year: of('year') };
}

/** The same day in the Solar Hijri calendar, for readers of Persian; null in other languages. */
export function formatSolarHijri(locale: Locale, date: CalendarDate): string | null {
  if (locale !== 'fa') return null;
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
  const parts = days('fa-IR-u-nu-arabext-ca-persian', options).formatToParts(at(date));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('day')} ${of('month')} ${of('year')}`;
}

/** The day, with the Solar Hijri day after it in brackets where the language uses that calendar. */
export function formatDateFully(locale: Locale, date: CalendarDate): string {
  const hijri = formatSolarHijri(locale, date);
  return hijri === null ? formatDate(locale, date) : `${formatDate(locale, date)} (${hijri})`;
}

/** A whole or decimal number with the digits and separators of the language. */
export function formatNumber(locale: Locale, value: number): string {
  return keep(`number|${locale}`, () => new Intl.NumberFormat(intlTags[locale])).format(value);
}

/** What a language calls another, as it stands in a sentence: 'Persian', 'persan', 'Persisch', 'الفارسية'. */
export function languageName(locale: Locale, other: Locale): string {
  return new Intl.DisplayNames(intlTags[locale], { type: 'language' }).of(other) ?? other;
}
