import type { PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import { isLocale, type Locale } from '../../platform/i18n/locale.js';

/** The language in which a campaign's own words stand for readers of a language: theirs, or else its own. */
export function contentLocale(
  { locales, defaultLocale }: Pick<PublishedCampaign, 'locales' | 'defaultLocale'>,
  wanted: Locale,
): Locale {
  if (locales.includes(wanted)) return wanted;
  return isLocale(defaultLocale) ? defaultLocale : wanted;
}
