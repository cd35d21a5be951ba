import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { MailingId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { ApprovalStore } from '../letters/approval.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { TimeIsPast } from './mailing.errors.js';
import { type Mailing, MailingStore } from './mailing.store.js';

/** What of a mailing can be edited; its text is edited by a new version of the letter. */
export interface MailingEdit {
  readonly sendAt?: Date;
  readonly graceMinutes?: number;
}

/** Edits a mailing that has not begun to leave: it is a draft again, and an approval given to it is void. */
@Injectable()
export class ChangeMailing {
  constructor(
    private readonly db: DataSource,
    private readonly mailings: MailingStore,
    private readonly approvals: ApprovalStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws MailingStateConflict once it is materialising, TimeIsPast for a time that is over. */
  async run(by: Organizer, id: MailingId, edit: MailingEdit): Promise<Mailing> {
    return this.db.transaction(async (tx) => {
      const mailing = await this.mailings.lock(tx, id);
      await this.access.require(tx, by, mailing.campaignId, 'planMailing');
      const now = this.clock.now();
      if (edit.sendAt && edit.sendAt < now) throw new TimeIsPast();
      const sendAt = edit.sendAt ?? mailing.sendAt;
      const change = {
        sendAt,
        graceMinutes: edit.graceMinutes ?? mailing.graceMinutes,
        ...(mailing.rule ? { rule: { ...mailing.rule, confirmedUntil: dayIn(mailing.zone, sendAt) } } : {}),
        figures: null,
        contentSha256: null,
        audienceSha256: null,
        scheduleSha256: null,
        sha256: null,
      };
      const edited =
        mailing.state === 'draft'
          ? await this.mailings.keep(tx, mailing, change)
          : await this.mailings.move(tx, mailing, 'draft', change);
      const voided = await this.approvals.void(tx, 'mailing', id, 'edited', now);
      await this.audit.append(tx, {
        actor: by.id,
        act: 'mailings.edited',
        subject: { kind: 'mailing', id },
        detail: { campaign: mailing.campaignId, letter: mailing.letterKey, was: mailing.state, voided },
      });
      return edited;
    });
  }
}
