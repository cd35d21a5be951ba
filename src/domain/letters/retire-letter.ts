import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LetterVersionId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { ApprovalStore } from './approval.store.js';
import { LetterStore, type LetterVersion } from './letter.store.js';

/** Takes an approved version out of use; mailings already approved keep what they bound. */
@Injectable()
export class RetireLetter {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly approvals: ApprovalStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(by: Organizer, id: LetterVersionId): Promise<LetterVersion> {
    return this.db.transaction(async (tx) => {
      const version = await this.letters.lockVersion(tx, id);
      await this.access.require(tx, by, version.campaignId, 'approveLetter');
      const retired = await this.letters.move(tx, version, 'retired');
      await this.approvals.void(tx, 'letter-version', id, 'retired', this.clock.now());
      await this.audit.append(tx, {
        actor: by.id,
        act: 'letters.retired',
        subject: { kind: 'letter-version', id },
        detail: { campaign: version.campaignId, letter: version.key, number: version.number },
      });
      return retired;
    });
  }
}
