import { daysBetween, utcDay } from '../../kernel/calendar-date.js';
import { formFieldsOf } from '../../domain/campaigns/campaign-face.js';
import {
  textsIn,
  type PublishedAnniversary,
  type PublishedTexts,
} from '../../domain/campaigns/published-campaign.js';
import { goalOf } from '../../domain/campaigns/goal.rules.js';
import { signingOf } from '../../domain/campaigns/signing.rules.js';
import { nextKeepings } from '../../domain/anniversaries/keeping.js';
import { isLocale } from '../../platform/i18n/locale.js';
import type { CampaignPageModel, DemandModel } from './campaign-page.model.js';
import type { Snapshot } from './campaign-snapshots.js';
import { campaignCard } from './card/campaign-card.js';
import { CardPictures } from './card/card-pictures.js';
import { contentLocale } from './content-locale.js';
import { accentSheetOf } from './look/accent-sheet.js';
import { type PictureModel, pictureModel } from './look/picture.model.js';
import type { Reading } from './reading.js';
import { recordOf } from './record-presenter.js';
import { toldOf } from './told-presenter.js';
import { wayOutOf } from './way-out.js';

/** What the campaign's page says to a reader, with days counted on the reader's UTC day. */
export function campaignPage(snapshot: Snapshot, reading: Reading): CampaignPageModel {
  const { campaign, tally } = snapshot;
  const { t, prefix, origin, offer = null, now } = reading;
  const texts = textsIn(campaign, t.locale);
  const locales = campaign.locales.filter(isLocale);
  return {
    t,
    content: contentLocale(campaign, t.locale),
    card: cardOf(snapshot, reading),
    locales,
    origin,
    prefix,
    offer,
    slug: campaign.slug,
    signing: signingOf(campaign),
    exit: wayOutOf(campaign.document.face, t.locale),
    accent: accentSheetOf(campaign),
    picture: pictureOf(campaign, t.locale),
    fields: formFieldsOf(campaign.document.face ?? {}),
    texts,
    statementDate: campaign.document.statementDate,
    demands: demandsOf(texts, now),
    anniversary: nextAnniversary(texts.anniversaries, now),
    confirmed: tally.confirmed,
    ...goalOf({ state: campaign.state, chosen: campaign.goal, confirmed: tally.confirmed }),
    uncounted: tally.uncounted,
    record: recordOf(snapshot, reading),
    told: toldOf(campaign, t.locale),
  };
}

function pictureOf({ document, defaultLocale }: Snapshot['campaign'], wanted: string): PictureModel | null {
  return pictureModel(document.face?.look?.picture, 'page', { wanted, fallback: defaultLocale });
}

/** The picture for links to the campaign: what it says stands in its address, so that none is shown for longer. */
function cardOf(snapshot: Snapshot, { t, origin }: Reading): CampaignPageModel['card'] {
  const card = campaignCard(snapshot, t.locale, origin);
  const locale = contentLocale(snapshot.campaign, t.locale);
  return {
    path: `/${locale}/c/${snapshot.campaign.slug}/card.png?v=${CardPictures.nameOf(card)}`,
    alt: t.say('card.alt', { title: card.title }),
  };
}

/** The demands of a campaign on a day. */
export function demandsOf(texts: PublishedTexts, now: Date): DemandModel[] {
  const names = new Map(texts.bodies.map(({ key, name }) => [key, name]));
  return texts.demands.map((published) => ({
    published,
    daysOpen: Math.max(0, daysBetween(published.openSince, utcDay(now))),
    addressees: published.addressees.flatMap((key) => names.get(key) ?? []),
  }));
}

/** The first day to come of those that are kept every year. */
export function nextAnniversary(
  anniversaries: readonly PublishedAnniversary[],
  now: Date,
): CampaignPageModel['anniversary'] {
  const coming = anniversaries.flatMap((rule) => nextKeepings(rule, now, 1));
  const [next] = coming.sort((a, b) => a.at.getTime() - b.at.getTime());
  return next ? { date: next.day, ordinal: next.n } : null;
}
