import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { BodyId, CampaignId, LetterVersionId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { BodyStore } from '../bodies/body.store.js';
import { actorOf } from '../organizers/actor.js';
import { type By, OPERATOR } from '../organizers/role.rules.js';
import { checkLetterTexts } from './check-letter-texts.js';
import { fingerprint, type Sha256 } from './fingerprint.js';
import { LetterStore } from './letter.store.js';
import type { LetterSection } from './letter-section.js';

/** What an import did to a letter. */
export interface ImportedLetter {
  readonly key: string;
  readonly outcome: 'unchanged' | 'new-version';
  readonly versionId: LetterVersionId;
}

/** Takes in the letters of a campaign's file: a text that differs from the newest version becomes the next, as a draft. */
@Injectable()
export class ImportLetters {
  constructor(
    private readonly letters: LetterStore,
    private readonly bodies: BodyStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Joins the caller's transaction; idempotent. Who imports a text is its author, and will not approve it. Throws
   * FaultyLetter with the line, and what an unknown body throws.
   */
  async run(
    tx: Tx,
    campaignId: CampaignId,
    section: LetterSection,
    by: By = OPERATOR,
  ): Promise<ImportedLetter[]> {
    const imported: ImportedLetter[] = [];
    const added: { id: LetterVersionId; key: string; sha256: Sha256 }[] = [];
    for (const { key, audience, occasion, bodies, texts } of section) {
      checkLetterTexts({ key, audience, occasion }, texts);
      const bodyIds: BodyId[] = [];
      for (const body of bodies) bodyIds.push((await this.bodies.getByKey(tx, body)).id);
      const letterId = await this.letters.save(
        tx,
        { campaignId, key, audience, occasion, bodyIds },
        this.clock.now(),
      );
      const latest = await this.letters.latest(tx, letterId);
      const sha256 = fingerprint({ texts });
      if (latest?.sha256 === sha256) {
        imported.push({ key, outcome: 'unchanged', versionId: latest.id });
        continue;
      }
      const versionId = await this.letters.addVersion(
        tx,
        letterId,
        { texts, sha256, authorId: by === OPERATOR ? null : by.id },
        this.clock.now(),
      );
      imported.push({ key, outcome: 'new-version', versionId });
      added.push({ id: versionId, key, sha256 });
    }
    for (const { id, key, sha256 } of added) {
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: 'letters.version-imported',
        subject: { kind: 'letter-version', id },
        detail: { campaign: campaignId, letter: key, sha256 },
      });
    }
    return imported;
  }
}
