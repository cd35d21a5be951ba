import { type CampaignFace, safetyOf } from '../../domain/campaigns/campaign-face.js';
import type { Locale } from '../../platform/i18n/locale.js';

/** Where a campaign's quick exit leads; null where it offers none. */
export function wayOutOf(face: CampaignFace | undefined, locale: Locale): string | null {
  const { quickExit, exitTo } = safetyOf(face ?? {});
  return quickExit ? (exitTo ?? `https://${locale}.wikipedia.org/`) : null;
}
