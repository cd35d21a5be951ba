import type { CalendarDate } from '../../../kernel/calendar-date.js';
import type { PublishedCampaign } from '../../../domain/campaigns/published-campaign.js';
import { textsIn } from '../../../domain/campaigns/published-campaign.js';
import type { Language } from '../../../platform/i18n/texts.js';
import { nextAnniversary } from '../campaign-presenter.js';
import { contentLocale } from '../content-locale.js';
import { type ShareLink, shareLinks } from './share-links.js';

/** What whoever has signed may pass on. */
export interface SharingModel {
  /** The campaign's public address in the reader's language. */
  readonly address: string;
  readonly text: string;
  readonly links: readonly ShareLink[];
  /** The next day that the campaign keeps, and the calendar file's path. */
  readonly anniversary: { readonly date: CalendarDate; readonly path: string } | null;
}

/** What may be passed on of a campaign; null for a neutral one, whose pages after signing name nothing. */
export function sharingOf(
  campaign: PublishedCampaign,
  { t, origin, now }: { t: Language; origin: string; now: Date },
): SharingModel | null {
  if (campaign.neutral) return null;
  const { title, anniversaries } = textsIn(campaign, t.locale);
  const path = `/${contentLocale(campaign, t.locale)}/c/${campaign.slug}`;
  const address = `${origin}${path}`;
  const text = t.say('share.text', { title });
  const next = nextAnniversary(anniversaries, now);
  return {
    address,
    text,
    links: shareLinks(address, { text, subject: title, mail: t.say('share.mail') }),
    anniversary: next && { date: next.date, path: `${path}/anniversary.ics` },
  };
}
