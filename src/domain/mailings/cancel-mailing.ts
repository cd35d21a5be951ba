import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { MailingId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { CancelBatch } from '../dispatch/cancel-batch.js';
import { ApprovalStore } from '../letters/approval.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';

/** Ends a mailing: before it is frozen it never leaves, afterwards what has not been handed over never will be. */
@Injectable()
export class CancelMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly approvals: ApprovalStore,
    private readonly batches: CancelBatch,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(by: Organizer, id: MailingId): Promise<void> {
    await this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      await this.access.require(tx, by, mailing.campaignId, 'cancelMailing');
      await this.within(tx, by, mailing, 'cancelled by an organizer');
    });
  }

  /** The end itself, in the caller's transaction; null is the service, past the grace. */
  async within(tx: Tx, by: Organizer | null, mailing: Mailing, because: string): Promise<void> {
    if (mailing.batchId !== null) await this.batches.run(tx, mailing.batchId);
    if (mailing.state !== 'frozen') {
      const now = this.clock.now();
      await this.mailings.move(tx, mailing, 'cancelled', { endedAt: now, cancelledBecause: because });
      await this.approvals.void(tx, 'mailing', mailing.id, because, now);
    }
    await this.audit.append(tx, {
      actor: by?.id ?? 'service',
      act: 'mailings.cancelled',
      subject: { kind: 'mailing', id: mailing.id },
      detail: { campaign: mailing.campaignId, letter: mailing.letterKey, because, was: mailing.state },
    });
  }
}
