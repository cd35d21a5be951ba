import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { packageRoot } from '../config/package-root.js';
import { fallbackLocale, isLocale, type Locale } from './locale.js';
import { ordinalWord } from './ordinal.js';
import { Texts, type TextParams } from './texts.js';

/** What a letter needs of its language: a seat may read one in which the service's own pages are not written. */
export interface LetterLanguage {
  /** A day in words, with the language's second calendar beside it. */
  date(date: CalendarDate): string;
  /** 'second', agreeing with 'anniversary'; beyond the language's words a form of its own ('year 41'). */
  ordinal(n: number): string;
  /** A word of the service in letters; keys begin with `letter.`. */
  say(key: string, params?: TextParams): string;
}

const kept = new Map<string, LetterLanguage>();

/** The language of a letter: the service's own, else one of `templates/letters/<locale>.json`, else dates of Intl and English words. */
export function letterLanguage(locale: string): LetterLanguage {
  const known = kept.get(locale);
  if (known) return known;
  const made = isLocale(locale) ? own(locale) : foreign(locale);
  kept.set(locale, made);
  return made;
}

function own(locale: Locale): LetterLanguage {
  const language = Texts.in(locale);
  return {
    date: (date) => language.dateFully(date),
    ordinal: (n) => ordinalWord(locale, n),
    say: (key, params) => language.say(key, params),
  };
}

function foreign(locale: string): LetterLanguage {
  const words = wordsOf(locale);
  const say = (key: string, params: TextParams = {}) => {
    const source = words[key];
    if (source === undefined) return Texts.in(fallbackLocale).say(key, params);
    return String(new IntlMessageFormat(source, locale, undefined, { ignoreTag: true }).format(params));
  };
  const day = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    date: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    ordinal: (n) =>
      words['letter.ordinal'] === undefined ? say('letter.year', { n }) : say('letter.ordinal', { n }),
    say,
  };
}

function wordsOf(locale: string): Readonly<Record<string, string>> {
  const file = join(packageRoot(), 'templates', 'letters', `${locale}.json`);
  if (!/^[A-Za-z0-9-]+$/.test(locale) || !existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
