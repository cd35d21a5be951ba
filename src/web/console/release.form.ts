import type { AnswerRelease } from '../../domain/mailings/release-answer.js';
import { parseCalendarDate } from '../../kernel/calendar-date.js';
import type { DomainError } from '../../kernel/errors.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { RefusedField } from '../parts/error-summary.view.js';

/** How long the texts of an answer may be; in six languages they stay below what a form may have. */
export const releaseLimits = { summary: 2000, source: 300, sourceUrl: 1000 } as const;

/** What was typed to be shown of an answer; `summary` and `source` by language. */
export interface TypedRelease {
  readonly body: string;
  readonly on: string;
  readonly summary: Readonly<Record<string, string>>;
  readonly source: Readonly<Record<string, string>>;
  readonly sourceUrl: string;
  /** The id of the mail that it sums up; empty where it did not come by mail. */
  readonly mail: string;
}

/** The name of the field that holds a text in a language. */
export const fieldOf = (what: string, locale: string): string => `${what}-${locale}`;

/** What stands over that field: it names the language, so that no two fields are called alike. */
export function labelOf(t: Language, what: 'summary' | 'source', locale: string): string {
  const language = new Intl.DisplayNames(t.locale, { type: 'language' }).of(locale) ?? locale;
  return t.say(`console.release.${what}`, { language });
}

/** The fields of a body, however it came, as text. */
export function typedRelease(
  fields: Readonly<Record<string, unknown>>,
  locales: readonly string[],
): TypedRelease {
  const of = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
  };
  const inAll = (what: string) =>
    Object.fromEntries(locales.map((locale) => [locale, of(fieldOf(what, locale))]));
  return {
    body: of('body'),
    on: of('on'),
    summary: inAll('summary'),
    source: inAll('source'),
    sourceUrl: of('sourceUrl'),
    mail: of('mail'),
  };
}

/** What is to be released, or which fields say too little or too much. */
export function readRelease(
  typed: TypedRelease,
  slug: string,
  t: Language,
): { readonly release: AnswerRelease } | { readonly refused: readonly RefusedField[] } {
  const { body, summary, source, sourceUrl, mail } = typed;
  const on = parseCalendarDate(typed.on);
  const faultIn = (field: string, text: string, max: number): string | null => {
    if (text === '') return t.say('console.release.fault.empty', { field });
    return text.length > max ? t.say('console.release.fault.long', { field, max }) : null;
  };
  const faults: [string, string | null][] = [
    ['on', on === null ? t.say('console.release.fault.day') : null],
    ...Object.keys(summary).flatMap((locale) =>
      (['summary', 'source'] as const).map((what): [string, string | null] => [
        fieldOf(what, locale),
        faultIn(labelOf(t, what, locale), typed[what][locale] ?? '', releaseLimits[what]),
      ]),
    ),
    [
      'sourceUrl',
      sourceUrl === '' ? null : faultIn(t.say('console.release.url'), sourceUrl, releaseLimits.sourceUrl),
    ],
  ];
  const refused = faults.flatMap(([name, message]) => (message === null ? [] : [{ name, message }]));
  if (on === null || refused.length > 0) return { refused };
  const where = sourceUrl === '' ? {} : { sourceUrl };
  return { release: { slug, body, on, summary, source, ...where, ...(mail === '' ? {} : { mail }) } };
}

const fieldsOfFaults: Readonly<Record<string, string>> = {
  'answer-day-refused': 'on',
  'body-not-found': 'body',
  'source-address-refused': 'sourceUrl',
};

/** The field that a refusal is about; null where it is about none. */
export function refusedField(error: DomainError, t: Language): RefusedField | null {
  const name = fieldsOfFaults[error.code];
  return name === undefined ? null : { name, message: t.say(`error.code.${error.code}`, error.params) };
}
