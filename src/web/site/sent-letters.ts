import { type PublishedCampaign, textsIn } from '../../domain/campaigns/published-campaign.js';
import type { PublishedLetter } from '../../domain/campaigns/published-record.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Language } from '../../platform/i18n/texts.js';

/** A letter whose words are public, and where they stand. */
export interface LetterLink {
  readonly body: string;
  readonly on: CalendarDate;
  readonly path: string;
}

/** How many of them are offered at once. */
const MOST = 3;

/** Where a letter's words stand in its body's page; a browser opens them for whoever follows a link to it. */
export const letterAnchor = (slug: string, number: number): string => `letter-${slug}-${String(number)}`;

/**
 * The newest public letter to each body, in the reader's language where it was written in that too. None of a neutral
 * campaign, whose pages after signing name nothing.
 */
export function letterLinks(campaign: PublishedCampaign, t: Language, prefix: string): LetterLink[] {
  if (campaign.neutral) return [];
  const byBody = new Map<string, PublishedLetter>();
  for (const letter of campaign.document.record.letters) {
    if (letter.words === undefined) continue;
    const known = byBody.get(letter.body);
    const better = known?.on === letter.on && known.locale !== t.locale && letter.locale === t.locale;
    if (!known || better) byBody.set(letter.body, letter);
  }
  const names = new Map(textsIn(campaign, t.locale).bodies.map(({ key, name }) => [key, name]));
  return [...byBody.values()].slice(0, MOST).map(({ body, on, number }) => ({
    body: names.get(body) ?? body,
    on,
    path: `${prefix}/bodies/${body}#${letterAnchor(campaign.slug, number)}`,
  }));
}
