import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { By } from '../organizers/role.rules.js';
import type { Campaign } from './campaign.store.js';
import { MoveCampaign } from './move-campaign.js';

/** Takes no more signatures until the campaign is opened again; what was given stays, confirmations in flight count. */
@Injectable()
export class PauseCampaign {
  constructor(
    private readonly db: DataSource,
    private readonly move: MoveCampaign,
  ) {}

  /** Throws NotAMember, Forbidden, CampaignStateConflict. */
  async run(by: By, slug: string): Promise<Campaign> {
    const step = { to: 'paused', permission: 'pauseCampaign', act: 'campaigns.paused' } as const;
    return this.db.transaction((tx) => this.move.run(tx, by, slug, step));
  }
}
