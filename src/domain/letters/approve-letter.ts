import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LetterVersionId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { ApprovalStore } from './approval.store.js';
import { fingerprint, type Sha256 } from './fingerprint.js';
import { ContentChanged, SelfApproval } from './letter.errors.js';
import { isOwnWork } from './letter.rules.js';
import { LetterStore, type LetterVersion } from './letter.store.js';

/** Frees a letter's text for mailings; an earlier approved version of the letter is retired by it. */
@Injectable()
export class ApproveLetter {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly approvals: ApprovalStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * `seen` is the sha256 of what the approver looked at. Throws SelfApproval for the version's author or submitter,
   * ContentChanged when the text is another than the one seen.
   */
  async run(by: Organizer, id: LetterVersionId, seen: Sha256): Promise<LetterVersion> {
    return this.db.transaction(async (tx) => {
      const version = await this.letters.lockVersion(tx, id);
      await this.access.require(tx, by, version.campaignId, 'approveLetter');
      if (isOwnWork(version, by.id)) throw new SelfApproval();
      if (seen !== version.sha256 || fingerprint({ texts: version.texts }) !== seen)
        throw new ContentChanged();
      const now = this.clock.now();
      const earlier = await this.letters.approved(tx, version.letterId);
      if (earlier) {
        await this.letters.move(tx, earlier, 'retired');
        await this.approvals.void(
          tx,
          'letter-version',
          earlier.id,
          `version ${version.number} was approved`,
          now,
        );
      }
      const approved = await this.letters.move(tx, version, 'approved');
      await this.approvals.give(tx, {
        kind: 'letter-version',
        subjectId: id,
        sha256: seen,
        by: by.id,
        at: now,
      });
      await this.audit.append(tx, {
        actor: by.id,
        act: 'letters.approved',
        subject: { kind: 'letter-version', id },
        detail: { campaign: version.campaignId, letter: version.key, number: version.number, sha256: seen },
      });
      return approved;
    });
  }
}
