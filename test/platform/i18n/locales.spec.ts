import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { dirOf, fallbackLocale, type Locale, locales } from '../../../src/platform/i18n/locale.js';
import { argumentsOf, pluralFaults } from '../../support/message-parts.js';

const NAME = 'the name of the service';
const WORD = 'the word is spelt alike in both languages';
const PARTS = 'nothing but placeholders and a mark between them';

type Messages = Record<string, string>;
type Translation = Exclude<Locale, 'en'>;

/** Texts that are rightly the same as in English, in the order of the files, each with its reason. */
const sameAsEnglish: Readonly<Record<Translation, Readonly<Record<string, string>>>> = {
  fa: { 'site.name': NAME },
  ar: { 'site.name': NAME },
  fr: {
    'campaign.source.dated': PARTS,
    'console.answers.code': WORD,
    'console.letters.version': WORD,
    'console.pages.label': WORD,
    'demand.kind.protection': WORD,
    'mailbox.raw': WORD,
    'site.name': NAME,
  },
  de: {
    'campaign.kicker': WORD,
    'campaign.source.dated': PARTS,
    'console.answers.code': WORD,
    'form.name': WORD,
    'mailbox.in.text': WORD,
    'mailbox.text': WORD,
    'site.name': NAME,
  },
  es: { 'campaign.source.dated': PARTS, 'console.moment': PARTS, 'me.no': WORD, 'site.name': NAME },
};

const root = packageRoot();
const raw = (locale: string) => readFileSync(join(root, 'templates/locales', `${locale}.json`), 'utf8');
const messages = new Map(locales.map((locale) => [locale, JSON.parse(raw(locale)) as Messages]));
const english = messages.get(fallbackLocale)!;
const translations = locales.filter((locale): locale is Translation => locale !== fallbackLocale);
const sources = ['src', 'templates']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(folder, f)))
  .filter((file) => /\.(ts|tsx|liquid)$/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8')); // prettier-ignore

/** Keys written out in a source, keys asked for by name, and the fixed beginnings of keys made up at run time. */
function uses(): { literals: Set<string>; said: Set<string>; beginnings: string[] } {
  const all = (pattern: RegExp) =>
    sources.flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1] ?? ''));
  return {
    literals: new Set(all(/['"`]([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)['"`]/gi)),
    said: new Set(all(/\bsay\(\s*'([^']+)'/g)),
    beginnings: all(/`([a-z0-9_-]+\.(?:[a-z0-9_-]+\.)*[a-z0-9_-]*)\$\{/gi),
  };
}

// Letters may be in languages the pages have not; their words stand beside them.
const letters = readdirSync(join(root, 'templates/letters'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(root, 'templates/letters', file), 'utf8')) as Messages);

// Marks of other languages, in Persian the word for e-mail that nobody says, and in French those without their no-break space.
const foreignMarks: Readonly<Record<Locale, RegExp>> = {
  en: /["'„«»]/,
  fa: /[يك٠-٩"'“„]|رایانامه/,
  ar: /[یک۰-۹"'“„]/,
  fr: /["'“„]|(?<![\u00a0\u202f])[;!?»]|[^\u00a0\u202f]:(?!\/)|«(?!\u00a0)/,
  de: /["'«»”]/,
  es: /["'“„]/,
};

describe('the files of texts', () => {
  it.each(locales)('%s has every key once, sorted, and no other', (locale) => {
    const keys = Object.keys(messages.get(locale)!);
    expect(keys).toEqual(Object.keys(english));
    expect(keys).toEqual([...keys].sort());
    expect(raw(locale).match(/^ {2}"[^"]+":/gm)).toHaveLength(keys.length);
  });

  it('holds every text that the program says', () => {
    const known = (key: string) => [english, ...letters].some((texts) => Object.hasOwn(texts, key));
    expect([...uses().said].filter((key) => !known(key))).toEqual([]);
  });

  it('holds no text that nothing says', () => {
    const { literals, beginnings } = uses();
    const used = (key: string) =>
      literals.has(key) || beginnings.some((beginning) => key.startsWith(beginning));
    expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
  });

  it.each(translations)('is translated into %s', (locale) => {
    const texts = messages.get(locale)!;
    const allowed = sameAsEnglish[locale];
    const equal = Object.keys(english).filter((key) => texts[key] === english[key]);
    expect(equal).toEqual(Object.keys(allowed));
    const script = dirOf(locale) === 'rtl' ? /[\u0600-\u06FF]/ : /\p{L}|\{/u;
    expect(Object.keys(english).filter((key) => !(key in allowed) && !script.test(texts[key]!))).toEqual([]);
  });

  it.each(translations)('fills the same placeholders in %s, numbers as numbers', (locale) => {
    const texts = messages.get(locale)!;
    const differing = Object.keys(english).filter(
      (key) => argumentsOf(texts[key]!).join() !== argumentsOf(english[key]!).join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(locales)('knows the plural forms of %s, all of them and no others', (locale) => {
    const faults = Object.entries(messages.get(locale)!).flatMap(([key, text]) =>
      pluralFaults(locale, text, key.startsWith('ordinal.')).map((fault) => `${key}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it.each(locales)('writes %s with its own letters, digits and marks', (locale) => {
    const foreign = foreignMarks[locale];
    expect(Object.entries(messages.get(locale)!).filter(([, text]) => foreign.test(text))).toEqual([]);
  });

  it('opens every Spanish question and exclamation', () => {
    const count = (text: string, mark: string) => text.split(mark).length;
    const faulty = Object.entries(messages.get('es')!).filter(
      ([, text]) => count(text, '¿') !== count(text, '?') || count(text, '¡') !== count(text, '!'),
    );
    expect(faulty).toEqual([]);
  });
});
