import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';

/** A campaign's mailings, for those who work in it. */
@Injectable()
export class ListMailings {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly access: CampaignAccess,
  ) {}

  /** The latest time first. */
  async run(by: Organizer, campaignId: CampaignId): Promise<Mailing[]> {
    await this.access.require(this.db.manager, by, campaignId, 'seeMailings');
    return this.mailings.list(this.db.manager, campaignId);
  }
}
