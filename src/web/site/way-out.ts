import type { FastifyRequest } from 'fastify';
import { type CampaignFace, safetyOf } from '../../domain/campaigns/campaign-face.js';
import type { Locale } from '../../platform/i18n/locale.js';

const encyclopaedia = (locale: Locale): string => `https://${locale}.wikipedia.org/`;

/** Where a campaign's quick exit leads; null where it offers none. */
export function wayOutOf(face: CampaignFace | undefined, locale: Locale): string | null {
  const { quickExit, exitTo } = safetyOf(face ?? {});
  return quickExit ? (exitTo ?? encyclopaedia(locale)) : null;
}

/** Said by our own links to pages that may not know of any campaign: what they lead to offers a way out. */
const ASKED = 'exit';

/** The address with that said where a campaign offers a way out. */
export const withWayOut = (path: string, exit: string | null | undefined): string =>
  exit ? `${path}?${ASKED}` : path;

/** Where a page leads out that names no campaign; null unless its address asks for it. */
export function wayOutAsked({ query }: FastifyRequest, locale: Locale): string | null {
  return Object.hasOwn(Object(query) as object, ASKED) ? encyclopaedia(locale) : null;
}
