import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId, LetterVersionId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { checkLetterTexts } from './check-letter-texts.js';
import { fingerprint } from './fingerprint.js';
import { LetterStore } from './letter.store.js';
import type { LetterTexts } from './letter-section.js';

/** Writes the next version of a letter: the earlier ones stay as they are. */
@Injectable()
export class SaveLetterVersion {
  constructor(
    private readonly db: DataSource,
    private readonly letters: LetterStore,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers the draft. Throws FaultyLetter with language and line where it could not be rendered. */
  async run(
    by: Organizer,
    campaignId: CampaignId,
    key: string,
    texts: LetterTexts,
  ): Promise<LetterVersionId> {
    return this.db.transaction(async (tx) => {
      await this.access.require(tx, by, campaignId, 'writeLetter');
      const letter = await this.letters.getByKey(tx, campaignId, key);
      checkLetterTexts(letter, texts);
      await this.letters.save(tx, letter, this.clock.now());
      const sha256 = fingerprint({ texts });
      const id = await this.letters.addVersion(
        tx,
        letter.id,
        { texts, sha256, authorId: by.id },
        this.clock.now(),
      );
      await this.audit.append(tx, {
        actor: by.id,
        act: 'letters.version-saved',
        subject: { kind: 'letter-version', id },
        detail: { campaign: campaignId, letter: key, sha256 },
      });
      return id;
    });
  }
}
