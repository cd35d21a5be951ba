import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { CampaignFace } from '../../src/domain/campaigns/campaign-face.js';
import type { PublishedRecord } from '../../src/domain/campaigns/published-record.js';
import type { PublishedDocument, PublishedTexts } from '../../src/domain/campaigns/published-campaign.js';

/** A campaign as the public sees it, put straight into the projection. */
export interface PublishedSample {
  readonly id: string;
  readonly slug: string;
}

const day = (text: string) => text as CalendarDate;

function texts(title: string): PublishedTexts {
  return {
    title,
    summary: `${title}, in short.`,
    attribution: 'The campaign of the sample',
    statement: ['First paragraph.', 'Second paragraph with <markup> & "quotes".'],
    demands: [
      {
        key: 'truth',
        kind: 'accountability',
        title: 'An investigation',
        text: 'An independent investigation.',
        status: 'unmet',
        statusAsOf: day('2015-09-01'),
        openSince: day('2013-09-01'),
        addressees: ['parliament'],
      },
      {
        key: 'safety',
        kind: 'protection',
        title: 'Protection',
        text: 'Protection for everybody.',
        status: 'met',
        statusAsOf: day('2016-01-01'),
        openSince: day('2013-09-01'),
        addressees: [],
      },
    ],
    timeline: [
      {
        key: 'attack',
        kind: 'attack',
        when: { on: day('2013-09-01') },
        text: 'An attack.',
        source: { by: 'The statement', date: day('2015-09-01') },
      },
      {
        key: 'strike',
        kind: 'hunger-strike',
        when: { since: day('2013-09-01') },
        text: 'A hunger strike.',
        hungerStrikeDays: 108,
        source: { by: 'The statement', url: 'https://example.org/statement' },
      },
      {
        key: 'more',
        kind: 'attack',
        when: { undated: 'Before and after' },
        text: 'More.',
        source: { by: 'The statement' },
      },
    ],
    grounds: [{ key: 'convention', text: 'A convention.' }],
    bodies: [
      { key: 'parliament', kind: 'parliament', name: 'The Parliament', adverse: false },
      { key: 'government', kind: 'government', name: 'The Government', adverse: true },
    ],
    anniversaries: [
      { key: 'first', day: day('2013-09-01'), leapRule: 'feb-28', time: '09:00', zone: 'Asia/Baghdad' },
    ],
  };
}

/** Publishes a campaign in English and Persian. */
export async function publishCampaign(
  source: DataSource,
  {
    slug = 'sample',
    state = 'open',
    goal = 1000,
    face,
  }: { slug?: string; state?: string; goal?: number; face?: CampaignFace | undefined } = {},
  record: Partial<PublishedRecord> = {},
): Promise<PublishedSample> {
  const id = randomUUID();
  const document: PublishedDocument = {
    statementDate: day('2015-09-01'),
    texts: { en: texts('Justice for the sample'), fa: texts('دادخواهی برای نمونه') },
    ...(face && { face }),
    record: { endorsements: [], updates: [], answers: [], letters: [], changes: [], ...record },
  };
  await source.query(
    `INSERT INTO campaign (id, slug, state, locales, default_locale, neutral_mail, anniversaries, created_at, opened_at, closed_at)
     VALUES ($1, $2, $3, '{en,fa}', 'en', false, '[]', now(), now(), CASE WHEN $3 = 'closed' THEN now() END)`,
    [id, slug, state],
  );
  await source.query(
    `INSERT INTO published_campaign (id, slug, state, locales, default_locale, text_version, goal, document, etag, opened_at)
     VALUES ($1, $2, $3, '{en,fa}', 'en', $4, $5, $6, $7, now())`,
    [id, slug, state, 'a'.repeat(64), goal, JSON.stringify(document), randomUUID()],
  );
  return { id, slug };
}
