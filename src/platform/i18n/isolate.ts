const FIRST_STRONG = '\u2068';
const END = '\u2069';
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const leftToRight = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;

/**
 * A name or title inside a sentence of plain text, kept from mixing with it: where any of it runs against the
 * sentence it stands between FSI and PDI (Unicode UAX #9), else as it is. What `<bdi>` is in a page.
 */
export function isolated(dir: 'ltr' | 'rtl', text: string): string {
  return (dir === 'rtl' ? leftToRight : rightToLeft).test(text) ? `${FIRST_STRONG}${text}${END}` : text;
}
