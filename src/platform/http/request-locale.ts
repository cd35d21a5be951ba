import type { FastifyRequest } from 'fastify';
import { preferredLocale } from '../i18n/accept-language.js';
import { isLocale, locales, type Locale } from '../i18n/locale.js';

/** The language an address names (`/fa/…`), or null where it names none. */
export function urlLocale(request: FastifyRequest): Locale | null {
  const first = request.url.slice(1).split(/[/?]/, 1)[0];
  return isLocale(first) ? first : null;
}

/** The language to answer in: the address's own, else the reader's preference (Accept-Language), never a cookie. */
export function requestLocale(request: FastifyRequest): Locale {
  return urlLocale(request) ?? preferredLocale(request.headers['accept-language']);
}

/** What goes before our own paths in links, so that a reader stays in the language of the address. */
export function localePrefix(request: FastifyRequest): string {
  const locale = urlLocale(request);
  return locale === null ? '' : `/${locale}`;
}

/**
 * The language a reader would rather have than the one the address names, or null: to be offered, not imposed. `among`
 * are those the page is there in.
 */
export function offeredLocale(request: FastifyRequest, among: readonly Locale[] = locales): Locale | null {
  const named = urlLocale(request);
  const wishes = request.headers['accept-language'];
  if (named === null || wishes === undefined) return null;
  // The address's own language stands first, for readers who have no wish that can be met.
  const wanted = preferredLocale(wishes, [named, ...among.filter((locale) => locale !== named)]);
  return wanted === named ? null : wanted;
}
