import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/sql.js';
import { ApprovalStore } from '../letters/approval.store.js';
import type { Mailing } from './mailing.store.js';
import { MailingContentStore } from './mailing-content.store.js';
import { type MailingSeal, sealMailing } from './seal-mailing.js';

/** Recomputes what an approval bound from what is stored now. */
@Injectable()
export class SealedMailing {
  constructor(
    private readonly contents: MailingContentStore,
    private readonly approvals: ApprovalStore,
  ) {}

  async recompute(tx: Tx, mailing: Mailing): Promise<MailingSeal> {
    const seats = await this.contents.seats(tx, mailing.id);
    const editions = await this.contents.editions(tx, mailing.id);
    return sealMailing({ ...mailing, seats, editions });
  }

  /** Null: an approval holds and names exactly what is stored; else why the mailing must not leave. */
  async objection(tx: Tx, mailing: Mailing): Promise<string | null> {
    const approval = await this.approvals.find(tx, 'mailing', mailing.id);
    if (!approval) return 'no approval holds';
    const seal = await this.recompute(tx, mailing);
    return approval.sha256 === seal.sha256 ? null : 'what was approved is not what is stored';
  }
}
