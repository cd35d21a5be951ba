import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Campaign, CampaignStore } from '../../domain/campaigns/campaign.store.js';
import type { Organizer } from '../../domain/organizers/role.rules.js';
import type { CampaignId } from '../../kernel/id.js';

type Texts = Readonly<Record<string, { readonly title: string }>>;

/** A campaign in which somebody has a role. */
export interface OwnCampaign {
  readonly id: CampaignId;
  readonly slug: string;
  readonly state: string;
  /** Its title in a language, else in its own. */
  titleIn(locale: string): string;
}

/** Reads campaigns for the console: their names, and whose they are. */
@Injectable()
export class OwnCampaigns {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
  ) {}

  /** Those in which the organizer has a role, by slug. */
  async of(by: Organizer): Promise<OwnCampaign[]> {
    const campaigns = await this.campaigns.list(this.db.manager, by.id);
    return Promise.all(campaigns.map((campaign) => this.named(campaign)));
  }

  /** One campaign’s slug, its title and its demands’ in a language. */
  async one(
    id: CampaignId,
    locale: string,
  ): Promise<{ slug: string; title: string; demandTitles: ReadonlyMap<string, string> }> {
    const campaign = await this.campaigns.get(this.db.manager, id);
    const { content } = await this.campaigns.version(this.db.manager, id);
    const titleOf = (texts: Texts) => titleAmong(texts, locale, campaign.defaultLocale);
    return {
      slug: campaign.slug,
      title: titleOf(content.texts) ?? campaign.slug,
      demandTitles: new Map(content.demands.map(({ key, texts }) => [key, titleOf(texts) ?? key])),
    };
  }

  private async named(campaign: Campaign): Promise<OwnCampaign> {
    const { id, slug, state, defaultLocale } = campaign;
    const { content } = await this.campaigns.version(this.db.manager, id);
    return { id, slug, state, titleIn: (locale) => titleAmong(content.texts, locale, defaultLocale) ?? slug };
  }
}

function titleAmong(texts: Texts, locale: string, fallback: string): string | undefined {
  return (texts[locale] ?? texts[fallback])?.title;
}
