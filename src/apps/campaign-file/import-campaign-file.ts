import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ImportAnniversary } from '../../domain/anniversaries/import-anniversary.js';
import { ImportCampaign, type ImportedCampaign } from '../../domain/campaigns/import-campaign.js';
import { ImportLetters } from '../../domain/letters/import-letters.js';
import type { By } from '../../domain/organizers/role.rules.js';
import { type Beside, namedPicture } from './named-picture.js';
import { readCampaignFile } from './read-campaign-file.js';

/** What taking in a file did. */
export interface ImportedCampaignFile extends ImportedCampaign {
  /** Keys of letters that got a new version, to be submitted and approved. */
  readonly newLetterVersions: readonly string[];
}

/** What lies beside a file that came alone. */
const nothing: Beside = () => Promise.resolve(null);

/** Takes a whole campaign file in, in one transaction; the same file again changes nothing and says so. */
@Injectable()
export class ImportCampaignFile {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: ImportCampaign,
    private readonly letters: ImportLetters,
    private readonly anniversaries: ImportAnniversary,
  ) {}

  /** Throws FaultyCampaignFile before anything is touched; NotAMember and Forbidden where it is not theirs to change. */
  async run(by: By, text: string, beside: Beside = nothing): Promise<ImportedCampaignFile> {
    const read = readCampaignFile(text);
    const { file } = read;
    const { files: picture, sha256 } = await namedPicture(read, beside);
    return this.db.transaction(async (tx) => {
      const imported = await this.campaigns.run(tx, by, {
        section: file,
        anniversaries: file.anniversaries.map(({ key, day, leapRule, time, zone }) => ({
          key,
          day,
          leapRule,
          time,
          zone,
        })),
        fileSha256: sha256,
        picture,
      });
      if (imported.outcome === 'unchanged') return { ...imported, newLetterVersions: [] };
      const letters = await this.letters.run(tx, imported.campaignId, file.letters, by);
      await this.anniversaries.run(tx, imported.campaignId, file.anniversaries);
      const changed = letters.filter(({ outcome }) => outcome === 'new-version');
      return { ...imported, newLetterVersions: changed.map(({ key }) => key) };
    });
  }
}
