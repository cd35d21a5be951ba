import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LetterVersionId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { LetterStore, type LetterVersion } from './letter.store.js';

/** Gives a version back with a note; what comes of it is a new version. */
@Injectable()
export class ReturnLetter {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
  ) {}

  async run(by: Organizer, id: LetterVersionId, note: string): Promise<LetterVersion> {
    return this.db.transaction(async (tx) => {
      const version = await this.letters.lockVersion(tx, id);
      await this.access.require(tx, by, version.campaignId, 'approveLetter');
      const returned = await this.letters.move(tx, version, 'returned', { returnedNote: note });
      await this.audit.append(tx, {
        actor: by.id,
        act: 'letters.returned',
        subject: { kind: 'letter-version', id },
        detail: { campaign: version.campaignId, letter: version.key, number: version.number },
      });
      return returned;
    });
  }
}
