import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import { batchStates } from '../dispatch/batch-progress.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { standingOf } from './mailing.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';

/** A mailing, and its own state, or its batch's once it is frozen. */
export interface ListedMailing extends Mailing {
  readonly standing: ReturnType<typeof standingOf>;
}

/** A campaign's mailings, for those who work in it. */
@Injectable()
export class ListMailings {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly access: CampaignAccess,
  ) {}

  /** The latest time first. */
  async run(by: Organizer, campaignId: CampaignId): Promise<ListedMailing[]> {
    const tx = this.db.manager;
    await this.access.require(tx, by, campaignId, 'seeMailings');
    const mailings = await this.mailings.list(tx, campaignId);
    const states = await batchStates(
      tx,
      mailings.flatMap(({ batchId }) => batchId ?? []),
    );
    return mailings.map((mailing) => {
      const batch = mailing.batchId === null ? undefined : states.get(mailing.batchId);
      return { ...mailing, standing: standingOf(mailing.state, batch) };
    });
  }
}
