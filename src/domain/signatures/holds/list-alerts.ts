import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Page, PageRequest } from '../../../kernel/page.js';
import { type By, OPERATOR } from '../../organizers/role.rules.js';
import { CampaignStore } from '../../campaigns/campaign.store.js';
import { type Alert, AlertStore } from './alert.store.js';

/** The alerts of the campaigns somebody has a role in; of all for the operator. */
@Injectable()
export class ListAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly alerts: AlertStore,
  ) {}

  /** The newest first; `all`: those that were dismissed too. */
  async run(by: By, page: PageRequest, all = false): Promise<Page<Alert>> {
    const tx = this.db.manager;
    const campaigns = await this.campaigns.list(tx, by === OPERATOR ? null : by.id);
    return this.alerts.list(
      tx,
      campaigns.map(({ id }) => id),
      page,
      all,
    );
  }
}
