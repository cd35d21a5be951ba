import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { LetterStore, type LetterVersion } from './letter.store.js';

/** A campaign's letters in all their versions, for those who work in it. */
@Injectable()
export class ListLetters {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly access: CampaignAccess,
  ) {}

  /** By key, the newest version first. */
  async run(by: Organizer, campaignId: CampaignId): Promise<LetterVersion[]> {
    await this.access.require(this.db.manager, by, campaignId, 'seeLetters');
    return this.letters.list(this.db.manager, campaignId);
  }
}
