import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pictureName } from '../../domain/campaigns/campaign-look.js';
import { ExportCampaign } from '../../domain/campaigns/export-campaign.js';
import { PictureStore } from '../../domain/campaigns/picture.store.js';
import type { By } from '../../domain/organizers/role.rules.js';

/** Hands a campaign's picture out as its pages show it at the largest: as it came, nobody has it. */
@Injectable()
export class ExportPicture {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: ExportCampaign,
    private readonly pictures: PictureStore,
  ) {}

  /** The bytes of a JPEG, or null where there is no picture. Throws CampaignNotFound, NotAMember. */
  async run(by: By, slug: string): Promise<Buffer | null> {
    return this.db.transaction(async (tx) => {
      const { campaign } = await this.campaigns.run(tx, by, slug);
      const { picture } = campaign.face.look ?? {};
      const file = picture && (await this.pictures.find(tx, campaign.id, pictureName(picture)));
      return file?.body ?? null;
    });
  }
}
