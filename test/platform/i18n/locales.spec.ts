import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { intlTags, locales } from '../../../src/platform/i18n/locale.js';

type Messages = Record<string, string>;

const root = packageRoot();
const raw = (locale: string) => readFileSync(join(root, 'templates/locales', `${locale}.json`), 'utf8');
const messages = new Map(locales.map((locale) => [locale, JSON.parse(raw(locale)) as Messages]));
const english = messages.get('en')!;
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

function placeholders(message: string): string {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      const { type, value, ...rest } = node as { type?: number; value?: unknown };
      if (type !== undefined && type > 0 && typeof value === 'string') names.add(value);
      Object.values(rest).forEach(walk);
      if (typeof value === 'object') walk(value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names]
    .filter((name) => name !== '')
    .sort()
    .join(' ');
}

// Letters may be in languages the pages have not; their words stand beside them.
const letters = readdirSync(join(root, 'templates/letters'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(root, 'templates/letters', file), 'utf8')) as Messages);

// The same word in every language.
const sameEverywhere = new Set(['site.name']);

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

  it.each(['fa', 'ar'] as const)('is translated into %s, with the same placeholders', (locale) => {
    const translated = messages.get(locale)!;
    const keys = Object.keys(english).filter((key) => !sameEverywhere.has(key));
    expect(keys.filter((key) => !/[\u0600-\u06FF]/.test(translated[key] ?? ''))).toEqual([]);
    expect(keys.filter((key) => placeholders(english[key]!) !== placeholders(translated[key]!))).toEqual([]);
    expect(keys.filter((key) => new IntlMessageFormat(translated[key]!, intlTags[locale]).getAst().length === 0)).toEqual([]);
  }); // prettier-ignore

  it('uses the Persian letters in Persian, not their Arabic look-alikes', () => {
    expect(Object.entries(messages.get('fa')!).filter(([, text]) => /[يك٠-٩]/.test(text))).toEqual([]);
    expect(Object.entries(messages.get('ar')!).filter(([, text]) => /[یک۰-۹]/.test(text))).toEqual([]);
  });
});
