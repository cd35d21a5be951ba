/** The languages people can read the service in; each has a complete `templates/locales/<locale>.json`. */
export const locales = ['en', 'fa', 'ar', 'fr', 'de', 'es'] as const;

/** A language the service speaks. */
export type Locale = (typeof locales)[number];

/** The language of last resort, and the one the other files are compared with. */
export const fallbackLocale: Locale = 'en';

/** What a language calls itself, for links to it. */
export const localeNames: Readonly<Record<Locale, string>> = {
  en: 'English',
  fa: 'فارسی',
  ar: 'العربية',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
};

/** BCP 47 tags for Intl: the numbering system (RFC 6067) and day-first dates are fixed, not left to ICU's default. */
export const intlTags: Readonly<Record<Locale, string>> = {
  en: 'en-GB-u-nu-latn',
  fa: 'fa-IR-u-nu-arabext-ca-gregory',
  ar: 'ar-u-nu-arab-ca-gregory',
  fr: 'fr-FR-u-nu-latn-ca-gregory',
  de: 'de-DE-u-nu-latn-ca-gregory',
  es: 'es-ES-u-nu-latn-ca-gregory',
};

const rightToLeft: ReadonlySet<string> = new Set(['fa', 'ar']);

/** Whether a text names a language the service speaks. */
export function isLocale(text: unknown): text is Locale {
  return (locales as readonly unknown[]).includes(text);
}

/** The reading direction of a language, for the `dir` attribute. */
export function dirOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale) ? 'rtl' : 'ltr';
}
