import type { Locale } from './locale.js';
import { Texts } from './texts.js';

/** What an ordinal must agree with; only Arabic looks at it. The default is feminine, as 'anniversary' is. */
export interface OrdinalForm {
  readonly gender?: 'feminine' | 'masculine';
  readonly case?: 'nominative' | 'oblique';
}

/** '2nd', 'دومین', 'الثانية': words up to 40 in Persian and Arabic, a numeral form beyond. */
export function ordinalWord(locale: Locale, n: number, form: OrdinalForm = {}): string {
  const gender = form.gender ?? 'feminine';
  return Texts.in(locale).say(`ordinal.${gender}.${form.case ?? 'nominative'}`, { n });
}
