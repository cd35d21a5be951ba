import { isOpen } from '../../domain/campaigns/demand.rules.js';
import { textsIn } from '../../domain/campaigns/published-campaign.js';
import { dirOf } from '../../platform/i18n/locale.js';
import type { BodyCampaignModel, BodyPageModel } from './body.model.js';
import { demandsOf } from './campaign-presenter.js';
import type { Snapshot } from './campaign-snapshots.js';
import type { Reading } from './reading.js';
import { toldOf } from './told-presenter.js';

/** What is told of a body by the campaigns that address it; null where none does. */
export function bodyPage(
  key: string,
  snapshots: readonly Snapshot[],
  reading: Reading,
): BodyPageModel | null {
  const { t, prefix, origin } = reading;
  const speaking = [...snapshots].sort((a, b) => Number(speaks(b, t.locale)) - Number(speaks(a, t.locale)));
  const [first] = speaking;
  const body = first && textsIn(first.campaign, t.locale).bodies.find((one) => one.key === key);
  if (!body) return null;
  const campaigns = snapshots.map((snapshot) => campaignOf(key, snapshot, reading));
  const demands = campaigns.flatMap((campaign) => campaign.demands);
  const open = demands.filter(({ published }) => isOpen(published.status));
  const [oldest] = [...open].sort((a, b) => b.daysOpen - a.daysOpen);
  return {
    t,
    prefix,
    origin,
    key,
    kind: body.kind,
    name: body.name,
    campaigns,
    demands: demands.length,
    unmet: open.length,
    letters: campaigns.reduce((sum, { letters }) => sum + letters.length, 0),
    answers: campaigns.reduce((sum, { answers }) => sum + answers.length, 0),
    oldest: oldest ? { since: oldest.published.openSince, days: oldest.daysOpen } : null,
  };
}

function speaks({ campaign }: Snapshot, locale: string): boolean {
  return campaign.locales.includes(locale);
}

function campaignOf(key: string, snapshot: Snapshot, { t, now }: Reading): BodyCampaignModel {
  const { campaign } = snapshot;
  const texts = textsIn(campaign, t.locale);
  const { answers, letters } = toldOf(campaign, t.locale).exchanges.get(key) ?? { answers: [], letters: [] };
  return {
    slug: campaign.slug,
    title: texts.title,
    attribution: texts.attribution,
    ...(speaks(snapshot, t.locale)
      ? {}
      : { lang: campaign.defaultLocale, dir: dirOf(campaign.defaultLocale) }),
    adverse: texts.bodies.some((one) => one.key === key && one.adverse),
    ended: campaign.state === 'closed' || campaign.state === 'archived',
    demands: demandsOf(texts, now).filter(({ published }) => published.addressees.includes(key)),
    answers,
    letters,
  };
}
