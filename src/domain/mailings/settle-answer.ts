import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { AnswerStore } from './answer.store.js';

/** Marks that somebody has seen to an answer: a reply was read, an address is being mended. */
@Injectable()
export class SettleAnswer {
  constructor(
    private readonly db: DataSource,
    private readonly answers: AnswerStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Twice is as once. Throws AnswerNotFound, NotAMember, Forbidden. */
  async run(by: Organizer, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { campaignId } = await this.answers.get(tx, id);
      await this.access.require(tx, by, campaignId, 'decideDoubt');
      if (!(await this.answers.settle(tx, id, this.clock.now()))) return;
      await this.audit.append(tx, {
        actor: by.id,
        act: 'mailing.answer-settled',
        subject: { kind: 'answer', id },
        detail: { campaign: campaignId },
      });
    });
  }
}
