import { Injectable } from '@nestjs/common';
import { rows, type Tx } from '../../platform/database/sql.js';
import { isLocale, fallbackLocale, type Locale } from '../../platform/i18n/locale.js';
import type { PublishedDocument } from '../campaigns/published-campaign.js';

/** What a mail to a supporter says of its campaign. */
export interface CampaignWords {
  readonly slug: string;
  readonly title: string;
  /** Who speaks: the campaign's own name, never the service's. */
  readonly attribution: string;
  /** Whether sender and subject are to say nothing of the cause. */
  readonly neutral: boolean;
  /** The language the mail is in: the supporter's, else the campaign's own. */
  readonly locale: Locale;
}

interface Published {
  readonly id: string;
  readonly slug: string;
  readonly defaultLocale: string;
  readonly neutralMail: boolean;
  readonly document: PublishedDocument;
}

/** The words of published campaigns; a campaign without public pages has none. */
export class WordsOfCampaigns {
  private readonly byId: ReadonlyMap<string, Published>;

  constructor(campaigns: readonly Published[]) {
    this.byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  }

  has(campaignId: string): boolean {
    return this.byId.has(campaignId);
  }

  /** In the wanted language, with the campaign's own title where it has none in it; in the campaign's for a language of nobody's. */
  of(campaignId: string, wanted: string): CampaignWords | null {
    const campaign = this.byId.get(campaignId);
    if (!campaign) return null;
    const { slug, defaultLocale, neutralMail: neutral, document } = campaign;
    const own = isLocale(defaultLocale) ? defaultLocale : fallbackLocale;
    const locale = isLocale(wanted) ? wanted : own;
    const texts = document.texts[locale] ?? document.texts[defaultLocale];
    return texts ? { slug, title: texts.title, attribution: texts.attribution, neutral, locale } : null;
  }
}

/** Reads what is published of campaigns, for their mails. */
@Injectable()
export class CampaignWordsReader {
  /** The campaigns among the ids that have public pages. */
  async read(tx: Tx, ids: readonly string[]): Promise<WordsOfCampaigns> {
    const found = await rows<Published>(
      tx,
      `SELECT p.id, p.slug, p.default_locale AS "defaultLocale", p.document, c.neutral_mail AS "neutralMail"
         FROM published_campaign p JOIN campaign c ON c.id = p.id WHERE p.id = ANY ($1::uuid[])`,
      [ids],
    );
    return new WordsOfCampaigns(found);
  }

  /** All campaigns with public pages. */
  async ids(tx: Tx): Promise<string[]> {
    return (await rows<{ id: string }>(tx, 'SELECT id FROM published_campaign')).map(({ id }) => id);
  }
}
