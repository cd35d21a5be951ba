import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type By, OPERATOR } from '../organizers/role.rules.js';
import { type Campaign, CampaignStore } from './campaign.store.js';

/** The campaigns somebody has a role in; all of them for the operator. */
@Injectable()
export class ListCampaigns {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
  ) {}

  async run(by: By): Promise<Campaign[]> {
    return this.campaigns.list(this.db.manager, by === OPERATOR ? null : by.id);
  }
}
