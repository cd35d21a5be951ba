import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { OpenCampaign } from '../../domain/campaigns/open-campaign.js';
import { OPERATOR } from '../../domain/organizers/role.rules.js';
import type { CampaignId } from '../../kernel/id.js';
import { packageRoot } from '../../platform/config/package-root.js';
import { ImportCampaignFile } from './import-campaign-file.js';

/** The slug of the campaign that the service ships with. */
export const FOUNDING_SLUG = 'ashraf';

/** Loads the founding campaign into an instance that has no campaign yet, and opens it: the operator's act, audited. */
@Injectable()
export class LoadFoundingCampaign {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly importFile: ImportCampaignFile,
    private readonly open: OpenCampaign,
  ) {}

  /** Answers the campaign's id when it was loaded now, null when the instance had campaigns already. */
  async run(): Promise<CampaignId | null> {
    const known = await this.campaigns.list(this.db.manager);
    const draft = known.length === 1 && known[0]?.slug === FOUNDING_SLUG && known[0].state === 'draft';
    if (known.length > 0 && !draft) return null;
    const text = await readFile(
      join(packageRoot(), 'templates', 'campaigns', `${FOUNDING_SLUG}.yaml`),
      'utf8',
    );
    const { campaignId } = await this.importFile.run(OPERATOR, text);
    await this.open.run(OPERATOR, FOUNDING_SLUG);
    return campaignId;
  }
}
