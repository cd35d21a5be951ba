import { Injectable } from '@nestjs/common';
import { PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { CampaignSnapshots, type Snapshot } from './campaign-snapshots.js';
import { KeptReadings } from './kept-readings.js';

type Directory = ReadonlyMap<string, readonly string[]>;

/**
 * Which public campaigns address which body, read as one list, so that asking for keys nobody has costs the database
 * nothing.
 */
@Injectable()
export class BodyDirectory {
  private readonly directory: KeptReadings<Directory>;

  constructor(
    campaigns: PublishedCampaigns,
    private readonly snapshots: CampaignSnapshots,
    clock: Clock,
    config: Config,
  ) {
    this.directory = new KeptReadings({
      clock,
      intervalSeconds: config.countInterval,
      most: 1,
      read: async () => directoryOf(await campaigns.addressing()),
    });
  }

  /** The campaigns that address a body, those opened first first; empty where none does. Throws NothingRead. */
  async campaignsOf(key: string): Promise<Snapshot[]> {
    const slugs = (await this.directory.find('bodies'))?.get(key) ?? [];
    const found = await Promise.all(slugs.map(async (slug) => this.snapshots.find(slug)));
    return found.flatMap((snapshot) => snapshot ?? []);
  }
}

function directoryOf(
  rows: readonly { readonly slug: string; readonly bodies: readonly string[] }[],
): Directory {
  const directory = new Map<string, string[]>();
  for (const { slug, bodies } of rows) {
    for (const key of bodies) directory.set(key, [...(directory.get(key) ?? []), slug]);
  }
  return directory;
}
