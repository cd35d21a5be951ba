import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailingId } from '../../kernel/id.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { ComposeMailing } from './compose-mailing.js';
import type { Figures } from './figures.js';
import { type Mailing, MailingStore } from './mailing.store.js';
import { type Edition, MailingContentStore, type SeatLetter } from './mailing-content.store.js';
import { oldStatuses } from './old-statuses.js';

/** A mailing as its recipients will get it. */
export interface MailingPreview {
  readonly mailing: Mailing;
  readonly figures: Figures;
  /** Statuses older than 12 months; a person has to acknowledge them before the mailing is approved. */
  readonly oldStatuses: readonly { readonly key: string; readonly asOf: string }[];
  /** Letters to bodies: one per seat. */
  readonly seats: readonly SeatLetter[];
  /** Letters to supporters: one per language, with slots where recipients differ. */
  readonly editions: readonly Edition[];
}

/** Shows what each recipient gets: once submitted, the very rows that are sent; of a draft, what they would be now. */
@Injectable()
export class PreviewMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly contents: MailingContentStore,
    private readonly compose: ComposeMailing,
    private readonly access: CampaignAccess,
  ) {}

  async run(by: Organizer, id: MailingId): Promise<MailingPreview> {
    const tx = this.db.manager;
    const mailing = await this.mailings.get(tx, id);
    await this.access.require(tx, by, mailing.campaignId, 'seeMailings');
    if (mailing.figures === null) {
      const composed = await this.compose.run(tx, mailing);
      return { mailing, ...composed, oldStatuses: oldStatuses(composed.figures) };
    }
    return {
      mailing,
      figures: mailing.figures,
      oldStatuses: oldStatuses(mailing.figures),
      seats: await this.contents.seats(tx, id),
      editions: await this.contents.editions(tx, id),
    };
  }
}
