import { createHash } from 'node:crypto';
import { isLocale, type Locale, locales } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';

/** What somebody agrees to by signing, word by word, in the language they read it in. */
export interface ConsentWords {
  /** Names exactly these words in this language: 132 bits of their sha256, base64url. */
  readonly version: string;
  readonly locale: Locale;
  /** The sentences by the keys of their texts. */
  readonly words: Readonly<Record<string, string>>;
}

const keys = [
  'form.consent',
  'form.news',
  'form.news.hint',
  'form.visibility',
  'form.visibility.counted',
  'form.visibility.counted.hint',
  'form.visibility.initials',
  'form.visibility.initials.hint',
  'form.visibility.name',
  'form.visibility.name.hint',
];

const kept = new Map<Locale, ConsentWords>();

/** The words of today's form in a language; a language that is none of ours reads the form in English. */
export function consentIn(locale: string): ConsentWords {
  const known = isLocale(locale) ? locale : 'en';
  const found = kept.get(known);
  if (found) return found;
  const t = Texts.in(known);
  const words = Object.fromEntries(keys.map((key) => [key, t.say(key)]));
  const version = createHash('sha256')
    .update(JSON.stringify([known, words]))
    .digest('base64url')
    .slice(0, 22);
  const made = { version, locale: known, words };
  kept.set(known, made);
  return made;
}

/** Today's words in every language. */
export function consentsOfToday(): ConsentWords[] {
  return locales.map(consentIn);
}
