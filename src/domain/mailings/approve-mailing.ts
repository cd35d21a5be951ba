import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { MailingId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { Outbox } from '../../platform/jobs/outbox.js';
import { AuditLog } from '../audit/audit-log.js';
import { ApprovalStore } from '../letters/approval.store.js';
import type { Sha256 } from '../letters/fingerprint.js';
import { ContentChanged, SelfApproval } from '../letters/letter.errors.js';
import { LetterStore } from '../letters/letter.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { LetterNotApproved, MailingMissed, MailingStateConflict, OldStatuses } from './mailing.errors.js';
import { mayBecome, refuseApproval } from './mailing.rules.js';
import { type Mailing, MailingStore } from './mailing.store.js';
import { materialiseMailing } from './mailings.jobs.js';
import { oldStatuses } from './old-statuses.js';
import { SealedMailing } from './sealed-mailing.js';

/** Frees a mailing for sending at its time. The approval names what it approves: a mailing edited since is refused. */
@Injectable()
export class ApproveMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly sealed: SealedMailing,
    private readonly letters: LetterStore,
    private readonly approvals: ApprovalStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * `seen` is the sha256 of the mailing as the approver saw it. Throws SelfApproval for its planner, its submitter and
   * its letter's author; ContentChanged; OldStatuses unless someone acknowledged them; MailingMissed past its grace.
   */
  async run(
    by: Organizer,
    id: MailingId,
    seen: Sha256,
    options: { acknowledgeOldStatuses?: boolean } = {},
  ): Promise<Mailing> {
    return this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      await this.access.require(tx, by, mailing.campaignId, 'approveMailing');
      if (!mayBecome(mailing.state, 'approved')) throw new MailingStateConflict(mailing.state, 'approved');
      const now = this.clock.now();
      const acknowledgement =
        mailing.acknowledgedBy === null && options.acknowledgeOldStatuses
          ? { acknowledgedBy: by.id, acknowledgedAt: now }
          : {};
      await this.judge(tx, { ...mailing, ...acknowledgement }, by, seen, now);
      const approved = await this.mailings.move(tx, mailing, 'approved', acknowledgement);
      await this.approvals.give(tx, { kind: 'mailing', subjectId: id, sha256: seen, by: by.id, at: now });
      await this.outbox.add(
        tx,
        materialiseMailing,
        { mailingId: id },
        mailing.sendAt > now ? { runAt: mailing.sendAt } : {},
      );
      await this.audit.append(tx, {
        actor: by.id,
        act: 'mailings.approved',
        subject: { kind: 'mailing', id },
        detail: { campaign: mailing.campaignId, letter: mailing.letterKey, sha256: seen },
      });
      return approved;
    });
  }

  private async judge(tx: Tx, mailing: Mailing, by: Organizer, seen: Sha256, now: Date): Promise<void> {
    const version = await this.letters.version(tx, mailing.letterVersionId);
    if (version.state !== 'approved') throw new LetterNotApproved(version.key);
    const { sha256 } = await this.sealed.recompute(tx, mailing);
    const old = mailing.figures ? oldStatuses(mailing.figures) : [];
    const refusal = refuseApproval(
      by.id,
      seen,
      {
        ...mailing,
        sha256: sha256 === mailing.sha256 ? sha256 : '',
        oldStatuses: old.length,
        acknowledged: mailing.acknowledgedBy !== null,
        schedule: mailing,
      },
      now,
    );
    switch (refusal) {
      case 'self-approval':
        throw new SelfApproval();
      case 'content-changed':
        throw new ContentChanged();
      case 'old-statuses':
        throw new OldStatuses(old);
      case 'missed':
        throw new MailingMissed();
      case null:
    }
  }
}
