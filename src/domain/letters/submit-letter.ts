import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { LetterVersionId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { LetterStore, type LetterVersion } from './letter.store.js';

/** Puts a draft before a second person. */
@Injectable()
export class SubmitLetter {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(by: Organizer, id: LetterVersionId): Promise<LetterVersion> {
    return this.db.transaction(async (tx) => {
      const version = await this.letters.lockVersion(tx, id);
      await this.access.require(tx, by, version.campaignId, 'submitLetter');
      const submitted = await this.letters.move(tx, version, 'in_review', {
        submittedBy: by.id,
        submittedAt: this.clock.now(),
      });
      await this.audit.append(tx, {
        actor: by.id,
        act: 'letters.submitted',
        subject: { kind: 'letter-version', id },
        detail: {
          campaign: version.campaignId,
          letter: version.key,
          number: version.number,
          sha256: version.sha256,
        },
      });
      return submitted;
    });
  }
}
