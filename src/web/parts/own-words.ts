/** The language of a campaign's own words, where it is not the page's. */
export interface OwnLanguage {
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

/**
 * The attributes of an element that holds a campaign's own words and nothing else: what we say around them, headings
 * included, stays in the page's language.
 */
export function ownWords(
  { lang, dir }: OwnLanguage,
  name?: string,
): { class?: string; lang?: string; dir?: 'ltr' | 'rtl' } {
  if (lang === undefined || dir === undefined) return name === undefined ? {} : { class: name };
  return { class: name === undefined ? 'in-script' : `${name} in-script`, lang, dir };
}
