import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BatchId, MailingId, SeatId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { batchProgress, type BatchProgress } from '../dispatch/batch-progress.js';
import type { MessageState } from '../dispatch/message.rules.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { standingOf } from './mailing.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';

/** How far one seat's letter has come; null: it is no message yet. */
export interface SeatStatus {
  readonly seatId: SeatId;
  readonly addressee: string;
  readonly address: string;
  readonly locale: string;
  readonly state: MessageState | null;
  readonly replyCode: number | null;
  readonly finishedAt: Date | null;
}

/** A mailing's state, its batch's from `frozen` on, and its recipients'. */
export interface StatusOfMailing {
  readonly mailing: Mailing;
  /** The mailing's own state, or its batch's once it is frozen. */
  readonly state: string;
  readonly batch: BatchProgress | null;
  /** Empty for supporters, who are only counted. */
  readonly seats: readonly SeatStatus[];
}

/** Reads how far a mailing has come, from the ledger itself. */
@Injectable()
export class MailingStatus {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly contents: MailingContentStore,
    private readonly access: CampaignAccess,
  ) {}

  async run(by: Organizer, id: MailingId): Promise<StatusOfMailing> {
    const tx = this.db.manager;
    const mailing = await this.mailings.get(tx, id);
    await this.access.require(tx, by, mailing.campaignId, 'seeMailings');
    const batch = mailing.batchId === null ? null : await batchProgress(tx, mailing.batchId);
    return {
      mailing,
      state: standingOf(mailing.state, batch?.state),
      batch,
      seats: await this.seats(tx, id, mailing.batchId),
    };
  }

  private async seats(tx: Tx, id: MailingId, batchId: BatchId | null): Promise<SeatStatus[]> {
    const letters = await this.contents.seats(tx, id);
    const messages =
      batchId === null
        ? []
        : await rows<{ ref: string; state: MessageState; replyCode: number | null; finishedAt: Date | null }>(
            tx,
            `SELECT ref, state, reply_code AS "replyCode", finished_at AS "finishedAt" FROM message WHERE batch_id = $1`,
            [batchId],
          );
    const of = new Map(messages.map((message) => [message.ref, message]));
    return letters.map(({ seatId, addressee, address, locale }) => {
      const message = of.get(seatId);
      return {
        seatId,
        addressee,
        address,
        locale,
        state: message?.state ?? null,
        replyCode: message?.replyCode ?? null,
        finishedAt: message?.finishedAt ?? null,
      };
    });
  }
}
