import { Injectable } from '@nestjs/common';
import type { CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { OrganizerStore } from './organizer.store.js';
import { may, type Organizer, require } from './role.rules.js';

/** An act within a campaign, as the policies name it. */
export type CampaignAct = Exclude<keyof ReturnType<typeof may>, 'grantRole'>;

/** Asks the policies with the role a person holds in the campaign at hand. */
@Injectable()
export class CampaignAccess {
  constructor(private readonly organizers: OrganizerStore) {}

  /** Throws NotAMember (answered like an unknown id) or Forbidden. */
  async require(tx: Tx, by: Organizer, campaignId: CampaignId, act: CampaignAct): Promise<void> {
    const role = await this.organizers.roleIn(tx, by.id, campaignId);
    require(may(by, role)[act]());
  }
}
