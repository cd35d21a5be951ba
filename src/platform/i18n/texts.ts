import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { packageRoot } from '../config/package-root.js';
import { formatDate, formatDateFully, formatNumber } from './format.js';
import { dirOf, fallbackLocale, intlTags, type Locale } from './locale.js';

/** What a text's placeholders are filled with; numbers take the language's digits by `{n, number}`. */
export type TextParams = Readonly<Record<string, string | number>>;

/** Everything the service can say in one language. */
export class Language {
  readonly dir: 'ltr' | 'rtl';
  private readonly compiled = new Map<string, IntlMessageFormat>();

  constructor(
    readonly locale: Locale,
    private readonly messages: Readonly<Record<string, string>>,
  ) {
    this.dir = dirOf(locale);
  }

  /** The sentence of a key; throws a RangeError for a key that no file has, so that a test meets it first. */
  say(key: string, params: TextParams = {}): string {
    let message = this.compiled.get(key);
    if (!message) {
      const source = this.messages[key];
      if (source === undefined) return this.elsewhere(key, params);
      message = new IntlMessageFormat(source, intlTags[this.locale], undefined, { ignoreTag: true });
      this.compiled.set(key, message);
    }
    return String(message.format(params));
  }

  /** Whether the language has a sentence for a key. */
  has(key: string): boolean {
    return Object.hasOwn(this.messages, key);
  }

  /** A day in words. */
  date(date: CalendarDate): string {
    return formatDate(this.locale, date);
  }

  /** A day in words, with the language's second calendar beside it. */
  dateFully(date: CalendarDate): string {
    return formatDateFully(this.locale, date);
  }

  /** A number in the language's digits. */
  number(value: number): string {
    return formatNumber(this.locale, value);
  }

  private elsewhere(key: string, params: TextParams): string {
    if (this.locale === fallbackLocale) throw new RangeError(`no text has the key ${key}`);
    return Texts.in(fallbackLocale).say(key, params);
  }
}

const loaded = new Map<Locale, Language>();

/** The service's texts by language, read from `templates/locales` on first use. */
export const Texts = {
  /** One language's texts. */
  in(locale: Locale): Language {
    const known = loaded.get(locale);
    if (known) return known;
    const file = join(packageRoot(), 'templates', 'locales', `${locale}.json`);
    const language = new Language(locale, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    loaded.set(locale, language);
    return language;
  },
};
