import { CampaignStore } from '../../domain/campaigns/campaign.store.js';
import type { CampaignId } from '../../kernel/id.js';
import type { CommandApplication } from './command-application.js';

/** The id behind a slug. Throws CampaignNotFound. */
export async function campaignIdOf(app: CommandApplication, slug: string): Promise<CampaignId> {
  const campaign = await app.transaction((tx) => app.get(CampaignStore).getBySlug(tx, slug));
  return campaign.id;
}

/** The slugs of all campaigns by id. */
export async function slugsOf(app: CommandApplication): Promise<ReadonlyMap<string, string>> {
  const campaigns = await app.transaction((tx) => app.get(CampaignStore).list(tx));
  return new Map(campaigns.map(({ id, slug }) => [id, slug]));
}
