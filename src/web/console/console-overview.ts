import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ListOccurrences } from '../../domain/anniversaries/list-occurrences.js';
import { CampaignReader } from '../../domain/mailings/campaign-reader.js';
import { alertSentence } from '../../domain/signatures/holds/alert-sentence.js';
import { ListAlerts } from '../../domain/signatures/holds/list-alerts.js';
import { pageRequest } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, type Organizer } from '../../domain/organizers/role.rules.js';
import { ConsoleMailings } from './console-mailings.js';
import { type OwnCampaign, OwnCampaigns } from './own-campaigns.js';
import type { OverviewModel } from './overview.view.js';

/** How many keepings of each anniversary are shown ahead. */
const AHEAD = 2;

/** How many of the alerts that nobody has dismissed are shown. */
const MOST_ALERTS = 10;

/** Reads what an organizer sees first. */
@Injectable()
export class ConsoleOverview {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: OwnCampaigns,
    private readonly organizers: OrganizerStore,
    private readonly reader: CampaignReader,
    private readonly mailings: ConsoleMailings,
    private readonly occurrences: ListOccurrences,
    private readonly alerts: ListAlerts,
  ) {}

  /** In the organizer's language. */
  async of(by: Organizer, t: Language): Promise<OverviewModel> {
    const { locale } = t;
    const tx = this.db.manager;
    const own = await this.campaigns.of(by);
    const roles = new Map(
      (await this.organizers.rolesOf(tx, by.id)).map(({ campaignId, role }) => [campaignId, role]),
    );
    const campaigns = await Promise.all(
      own.map(async (campaign) => ({
        slug: campaign.slug,
        title: campaign.titleIn(locale),
        state: campaign.state,
        role: roles.get(campaign.id) ?? 'viewer',
        mayModerate: may(by, roles.get(campaign.id)).moderateSignatures() === 'allowed',
        confirmed: (await this.reader.count(tx, campaign.id)).confirmed,
      })),
    );
    const keepings = await Promise.all(own.map((campaign) => this.keepings(campaign, locale)));
    const alerts = (await this.alerts.run(by, pageRequest(1, MOST_ALERTS))).items.map((alert) => ({
      id: alert.id,
      title: own.find(({ id }) => id === alert.campaignId)?.titleIn(locale) ?? '',
      sentence: alertSentence(t, alert),
    }));
    return { campaigns, alerts, waiting: await this.mailings.waiting(by, locale), keepings: keepings.flat() };
  }

  private async keepings(campaign: OwnCampaign, locale: string): Promise<OverviewModel['keepings']> {
    const listed = await this.occurrences.run({ campaignId: campaign.id, count: AHEAD, locale });
    return listed.map(({ key, n, at, zone, state }) => ({
      campaign: campaign.slug,
      title: campaign.titleIn(locale),
      key,
      n,
      at,
      zone,
      state,
    }));
  }
}
