import { createHash } from 'node:crypto';
import { type PublishedCampaign, textsIn } from '../../domain/campaigns/published-campaign.js';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { paragraphsOf } from '../parts/paragraphs.js';
import { contentLocale } from './content-locale.js';
import type { FeedEntry, FeedModel } from './feed.model.js';
import type { Reading } from './reading.js';
import { wordsIn } from './told-presenter.js';

/** Entries of a feed at most: readers keep the earlier ones. */
const MOST = 50;

/** News of a campaign: its updates, the changes of its demands, and what bodies answered. */
export function feedOf(campaign: PublishedCampaign, reading: Omit<Reading, 'now'>): FeedModel {
  const { t, prefix, origin } = reading;
  const texts = textsIn(campaign, t.locale);
  const locale = contentLocale(campaign, t.locale);
  const page = `${origin}${prefix}/c/${campaign.slug}`;
  const entries = [
    ...updates(campaign, t, page),
    ...changes(campaign, t, page),
    ...answers(campaign, t, `${origin}${prefix}`),
  ].sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0));
  return {
    id: idOf(campaign, t, 'feed'),
    locale,
    dir: dirOf(locale),
    title: texts.title,
    subtitle: texts.summary,
    author: texts.attribution,
    page,
    self: `${page}/feed.atom`,
    updated: entries[0]?.on ?? campaign.document.statementDate,
    entries: entries.slice(0, MOST),
  };
}

function updates(campaign: PublishedCampaign, t: Language, page: string): FeedEntry[] {
  return campaign.document.record.updates.flatMap(({ key, on, texts }) => {
    const said = wordsIn(texts, [t.locale, campaign.defaultLocale]);
    if (!said) return [];
    return [
      {
        id: idOf(campaign, t, `update ${key}`),
        title: said.title,
        on,
        href: `${page}#update-${key}`,
        category: 'update' as const,
        paragraphs: paragraphsOf(said.text),
      },
    ];
  });
}

function changes(campaign: PublishedCampaign, t: Language, page: string): FeedEntry[] {
  const { demands } = textsIn(campaign, t.locale);
  return campaign.document.record.changes.flatMap((change) => {
    const demand = demands.find(({ key }) => key === change.demand);
    if (!demand) return [];
    const source = wordsIn(change.source, [t.locale, campaign.defaultLocale]);
    const status = t.say(`demand.status.${change.status}`);
    return [
      {
        id: idOf(campaign, t, `demand ${change.demand} ${change.asOf} ${change.status}`),
        title: t.say('feed.demand', { status, demand: demand.title }),
        on: change.saidOn,
        href: `${page}#demand-${change.demand}`,
        category: 'demand' as const,
        paragraphs: [
          `${status}, ${t.say('demand.as-of', { date: t.dateFully(change.asOf) })}`,
          demand.text,
          ...(source === undefined ? [] : [`${t.say('campaign.source')} ${source}`]),
        ],
      },
    ];
  });
}

function answers(campaign: PublishedCampaign, t: Language, root: string): FeedEntry[] {
  const languages = [t.locale, campaign.defaultLocale];
  const { bodies } = textsIn(campaign, t.locale);
  return campaign.document.record.answers.map(({ number, body, on, saidOn, summary, source }) => ({
    id: idOf(campaign, t, `answer ${number}`),
    title: t.say('feed.answer', { body: bodies.find(({ key }) => key === body)?.name ?? body }),
    on: saidOn,
    href: `${root}/bodies/${body}`,
    category: 'answer' as const,
    paragraphs: [
      ...paragraphsOf(wordsIn(summary, languages) ?? ''),
      `${t.say('answers.on', { date: t.dateFully(on) })}. ${t.say('campaign.source')} ${wordsIn(source, languages) ?? ''}`,
    ],
  }));
}

/** A name that is made of what is named (RFC 9562, version 8): the same wherever and whenever the feed is made. */
function idOf({ id }: PublishedCampaign, { locale }: Language, what: string): string {
  const bytes = createHash('sha256').update(`feed/v1\0${id}\0${locale}\0${what}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${parts.join('-')}`;
}
