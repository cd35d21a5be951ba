import { IntlMessageFormat } from 'intl-messageformat';
import { intlTags, type Locale } from '../../src/platform/i18n/locale.js';

/** A node of an ICU message as the parser gives it; of its kinds only those with a name matter here. */
interface Part {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
  readonly pluralType?: 'cardinal' | 'ordinal';
}

const ARGUMENT = 1;
const NUMBER = 2;
const PLURAL = 6;

function partsOf(message: string): Part[] {
  const within = (parts: readonly Part[]): Part[] =>
    parts.flatMap((part) => [
      part,
      ...Object.values(part.options ?? {}).flatMap(({ value }) => within(value)),
    ]);
  const read = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  return within(read.getAst() as readonly Part[]);
}

/** The names that a message is filled with, sorted, those that count marked with `#`: `count#`, `title`. */
export function argumentsOf(message: string): string[] {
  const named = partsOf(message).flatMap(({ type, value }) => {
    if (type === ARGUMENT) return [value];
    return type === NUMBER || type === PLURAL ? [`${value}#`] : [];
  });
  return [...new Set(named)].sort();
}

// Persian nouns stay singular after a number; Arabic says nought as it says a hundred where no text of its own says it.
const needless: Readonly<Partial<Record<Locale, readonly string[]>>> = { fa: ['one'], ar: ['zero'] };

/** What is wrong with a message's plurals: forms that the language does not have, or has and the message lacks. */
export function pluralFaults(locale: Locale, message: string, exact = false): string[] {
  return partsOf(message).flatMap(({ type, options = {}, pluralType }) => {
    if (type !== PLURAL) return [];
    const rules = new Intl.PluralRules(intlTags[locale], { type: pluralType ?? 'cardinal' });
    const forms: readonly string[] = rules.resolvedOptions().pluralCategories;
    const given = Object.keys(options);
    const strange = given.filter((form) => !form.startsWith('=') && !forms.includes(form));
    const lacking = exact
      ? []
      : forms.filter((form) => !given.includes(form) && !needless[locale]?.includes(form));
    return [...strange.map((form) => `has no form ${form}`), ...lacking.map((form) => `lacks ${form}`)];
  });
}
