import { accentsOf } from '../../../domain/campaigns/accent.rules.js';
import { textsIn } from '../../../domain/campaigns/published-campaign.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Texts } from '../../../platform/i18n/texts.js';
import type { Snapshot } from '../campaign-snapshots.js';
import { contentLocale } from '../content-locale.js';
import type { CardModel } from './card.svg.js';

/** Fewer are not named. */
const FEW = 10;

/** What a campaign's card says; `origin` is the service's. */
export function campaignCard(snapshot: Snapshot, wanted: Locale, origin: string): CardModel {
  const t = Texts.in(contentLocale(snapshot.campaign, wanted));
  const { title, attribution } = textsIn(snapshot.campaign, t.locale);
  const { look } = snapshot.campaign.document.face ?? {};
  const file = look?.picture?.files.find(({ use }) => use === 'card');
  const count = roundly(snapshot.tally.confirmed);
  return {
    dir: t.dir,
    site: t.say('site.name'),
    kicker: t.say('campaign.kicker'),
    title,
    attribution,
    count: count < FEW ? null : t.say('card.count', { count }),
    host: new URL(origin).host,
    ...(look?.accent && { accent: accentsOf(look.accent).light.accent }),
    ...(file && { picture: file.name }),
  };
}

/** A count rounded down to two figures, so that a card stays true and the same for a while. */
export function roundly(count: number): number {
  const step = 10 ** Math.max(1, String(count).length - 2);
  return Math.floor(count / step) * step;
}
