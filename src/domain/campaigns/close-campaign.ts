import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { By } from '../organizers/role.rules.js';
import type { Campaign } from './campaign.store.js';
import { MoveCampaign } from './move-campaign.js';

/** Ends the signing for good; confirmations in flight count for another 24 hours. */
@Injectable()
export class CloseCampaign {
  constructor(
    private readonly db: DataSource,
    private readonly move: MoveCampaign,
  ) {}

  /** Throws NotAMember, Forbidden, CampaignStateConflict. */
  async run(by: By, slug: string): Promise<Campaign> {
    const step = { to: 'closed', permission: 'closeCampaign', act: 'campaigns.closed' } as const;
    return this.db.transaction((tx) => this.move.run(tx, by, slug, step));
  }
}
