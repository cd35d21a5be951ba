import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { stringify } from 'yaml';
import { AnniversaryStore } from '../../domain/anniversaries/anniversary.store.js';
import type { AnniversarySection } from '../../domain/anniversaries/anniversary-section.js';
import { BodyStore } from '../../domain/bodies/body.store.js';
import { ExportCampaign } from '../../domain/campaigns/export-campaign.js';
import type { LookSection } from '../../domain/campaigns/campaign-look.js';
import { LetterStore } from '../../domain/letters/letter.store.js';
import type { LetterSection } from '../../domain/letters/letter-section.js';
import type { CampaignId } from '../../kernel/id.js';
import type { By } from '../../domain/organizers/role.rules.js';
import type { Tx } from '../../platform/database/sql.js';
import { FILE_VERSION } from './campaign-file.schema.js';

/** Writes a campaign as a file that can be taken in again, here or elsewhere; no supporter is in it. */
@Injectable()
export class ExportCampaignFile {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: ExportCampaign,
    private readonly bodies: BodyStore,
    private readonly letters: LetterStore,
    private readonly anniversaries: AnniversaryStore,
  ) {}

  /** Answers the YAML; `pictureFile` is where the campaign's picture lies beside it. Throws CampaignNotFound, NotAMember. */
  async run(by: By, slug: string, pictureFile?: string): Promise<string> {
    return this.db.transaction(async (tx) => {
      const { campaign, section } = await this.campaigns.run(tx, by, slug);
      const texts = Object.entries(section.texts).map(([locale, text]) => [
        locale,
        { ...text, statement: text.statement.join('\n\n') },
      ]);
      const file = {
        vigil: FILE_VERSION,
        ...section,
        ...(section.look && { look: withFile(section.look, pictureFile) }),
        texts: Object.fromEntries(texts) as Record<string, unknown>,
        letters: await this.lettersOf(tx, campaign.id),
        anniversaries: await this.anniversariesOf(tx, campaign.id),
      };
      return stringify(file, { lineWidth: 0, blockQuote: 'literal' });
    });
  }

  /** The newest version of each letter. */
  private async lettersOf(tx: Tx, campaignId: CampaignId): Promise<LetterSection> {
    const versions = await this.letters.list(tx, campaignId);
    const newest = versions.filter(
      (version, place) => versions.findIndex(({ letterId }) => letterId === version.letterId) === place,
    );
    const section: LetterSection = [];
    for (const { letterId, key, audience, occasion, texts } of newest) {
      const { bodyIds } = await this.letters.get(tx, letterId);
      const bodies = (await this.bodies.listOf(tx, bodyIds)).map((body) => body.key);
      section.push({ key, audience, occasion, bodies, texts });
    }
    return section;
  }

  private async anniversariesOf(tx: Tx, campaignId: CampaignId): Promise<AnniversarySection> {
    const rules = await this.anniversaries.list(tx, campaignId);
    return rules.map(({ key, day, leapRule, time, zone, horizonDays, graceHours, letters }) => ({
      key,
      day,
      leapRule,
      time: time.slice(0, 5),
      zone,
      horizonDays,
      graceHours,
      letters: [...letters],
    }));
  }
}

function withFile(look: LookSection, file: string | undefined): LookSection {
  if (!look.picture || file === undefined) return look;
  return { ...look, picture: { file, ...look.picture } };
}
