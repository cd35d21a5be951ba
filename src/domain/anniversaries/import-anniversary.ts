import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { AnniversaryId, CampaignId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { LetterStore } from '../letters/letter.store.js';
import { LetterOfAnniversaryUnknown } from './anniversary.errors.js';
import { AnniversaryStore } from './anniversary.store.js';
import type { AnniversarySection } from './anniversary-section.js';

/** Takes in the anniversaries of a campaign's file, after its letters. */
@Injectable()
export class ImportAnniversary {
  constructor(
    private readonly anniversaries: AnniversaryStore,
    private readonly letters: LetterStore,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; idempotent. Throws LetterOfAnniversaryUnknown. */
  async run(tx: Tx, campaignId: CampaignId, section: AnniversarySection): Promise<AnniversaryId[]> {
    const ids: AnniversaryId[] = [];
    for (const rule of section) {
      for (const letter of rule.letters) {
        const found = await this.letters.findByKey(tx, campaignId, letter);
        if (!found) throw new LetterOfAnniversaryUnknown(rule.key, letter);
      }
      ids.push(await this.anniversaries.save(tx, { ...rule, campaignId }, this.clock.now()));
    }
    return ids;
  }
}
