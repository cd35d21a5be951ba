import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { type CataloguedCampaign, PublishedCampaigns } from '../../domain/campaigns/published-campaigns.js';
import { findable, isFound, wordsOf } from './campaign-search.js';
import { KeptReadings } from './kept-readings.js';

/** Every campaign that lists name, as last read. */
export interface Catalogue {
  /** Those opened last first. */
  readonly all: readonly CataloguedCampaign[];
  /** Those in which every word occurs, open ones first. */
  readonly search: (words: string) => readonly CataloguedCampaign[];
}

/** The lists of campaigns, held in memory: neither looking at one nor searching costs the database anything. */
@Injectable()
export class CampaignCatalogue {
  private readonly readings: KeptReadings<Catalogue>;

  constructor(campaigns: PublishedCampaigns, clock: Clock, config: Config) {
    this.readings = new KeptReadings({
      clock,
      intervalSeconds: config.countInterval,
      most: 1,
      read: async () => catalogueOf(await campaigns.catalogue()),
    });
  }

  /** The campaigns at once where they are known. Throws NothingRead. */
  async read(): Promise<Catalogue> {
    return (await this.readings.find('all')) ?? catalogueOf([]);
  }
}

function catalogueOf(all: readonly CataloguedCampaign[]): Catalogue {
  const entries = all.map((campaign) => ({ campaign, text: findable(campaign) }));
  return {
    all,
    search: (words) => {
      const wanted = wordsOf(words);
      const found = entries.filter(({ text }) => wanted.length > 0 && isFound(text, wanted));
      const campaigns = found.map(({ campaign }) => campaign);
      const isClosed = ({ state }: CataloguedCampaign) => state === 'closed';
      return [...campaigns.filter((each) => !isClosed(each)), ...campaigns.filter(isClosed)];
    },
  };
}
