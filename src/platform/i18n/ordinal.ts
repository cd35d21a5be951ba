import type { Locale } from './locale.js';
import { Texts } from './texts.js';

/** What an ordinal must agree with; Arabic looks at both, French and Spanish at the gender. */
export interface OrdinalForm {
  readonly gender?: 'feminine' | 'masculine';
  readonly case?: 'nominative' | 'oblique';
}

/** The gender of a language's word for 'anniversary', which an ordinal agrees with unless told otherwise. */
const genderOfAnniversary: Readonly<Record<Locale, 'feminine' | 'masculine'>> = {
  en: 'feminine',
  fa: 'feminine',
  ar: 'feminine',
  fr: 'masculine',
  de: 'masculine',
  es: 'masculine',
};

/** '2nd', 'دومین', 'الثانية', '2e': words up to 40 in Persian and Arabic, a numeral form beyond and elsewhere. */
export function ordinalWord(locale: Locale, n: number, form: OrdinalForm = {}): string {
  const gender = form.gender ?? genderOfAnniversary[locale];
  return Texts.in(locale).say(`ordinal.${gender}.${form.case ?? 'nominative'}`, { n });
}
