import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ScopeKeys } from '../keys/scope-keys.js';
import type { By } from '../organizers/role.rules.js';
import type { Campaign } from './campaign.store.js';
import { MoveCampaign } from './move-campaign.js';

/** Opens a campaign for signatures, or opens it again after a pause. Without keys it does not open: never clear text. */
@Injectable()
export class OpenCampaign {
  constructor(
    private readonly db: DataSource,
    private readonly move: MoveCampaign,
    private readonly keys: ScopeKeys,
  ) {}

  /** Throws NotAMember, Forbidden, CampaignStateConflict, and what making the keys throws, with nothing changed. */
  async run(by: By, slug: string): Promise<Campaign> {
    const step = { to: 'open', permission: 'openCampaign', act: 'campaigns.opened' } as const;
    return this.db.transaction((tx) =>
      this.move.run(tx, by, slug, step, async ({ id }) => {
        await this.keys.create(tx, id);
        await this.keys.ring(id, { tx });
      }),
    );
  }
}
