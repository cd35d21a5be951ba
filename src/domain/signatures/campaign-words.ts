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
  /** The language the mail is in: the supporter's, else the campaign's own. */
  readonly locale: Locale;
}

interface Published {
  readonly id: string;
  readonly slug: string;
  readonly defaultLocale: string;
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

  /** In the wanted language, as far as both the service and the campaign speak it. */
  of(campaignId: string, wanted: string): CampaignWords | null {
    const campaign = this.byId.get(campaignId);
    if (!campaign) return null;
    const { slug, defaultLocale, document } = campaign;
    const own = isLocale(defaultLocale) ? defaultLocale : fallbackLocale;
    const locale = isLocale(wanted) && document.texts[wanted] ? wanted : own;
    const texts = document.texts[locale] ?? document.texts[defaultLocale];
    return texts ? { slug, title: texts.title, attribution: texts.attribution, locale } : null;
  }
}

/** Reads what is published of campaigns, for their mails. */
@Injectable()
export class CampaignWordsReader {
  /** The campaigns among the ids that have public pages. */
  async read(tx: Tx, ids: readonly string[]): Promise<WordsOfCampaigns> {
    const found = await rows<Published>(
      tx,
      `SELECT id, slug, default_locale AS "defaultLocale", document FROM published_campaign WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new WordsOfCampaigns(found);
  }

  /** All campaigns with public pages. */
  async ids(tx: Tx): Promise<string[]> {
    return (await rows<{ id: string }>(tx, 'SELECT id FROM published_campaign')).map(({ id }) => id);
  }
}
