import { locales } from '../../platform/i18n/locale.js';

/** The paths of a route: as it is (Accept-Language decides) and under each language. */
export function localised(path: string): string[] {
  return [path, ...locales.map((locale) => (path === '' ? locale : `${locale}/${path}`))];
}
