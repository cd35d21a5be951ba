import type { DataSource } from 'typeorm';
import { type CampaignLook, pictureOf } from '../../src/domain/campaigns/campaign-look.js';
import { encodePicture, type PictureFile } from '../../src/platform/pictures/encode-picture.js';
import { photograph } from './photograph.js';
import { publishCampaign, type PublishedSample } from './published-campaign.factory.js';

/** A campaign with a picture of its own, and the least readable of all colours. */
export interface LookedSample extends PublishedSample {
  readonly look: Required<CampaignLook>;
  readonly files: readonly PictureFile[];
}

/** Publishes a campaign in English and Persian that has a look, its picture described in both. */
export async function publishLook(source: DataSource, slug = 'looked'): Promise<LookedSample> {
  const files = await encodePicture(await (await photograph(1500, 1000)).png().toBuffer());
  const alt = { en: 'Tents behind a fence', fa: 'چادرها پشت حصار' };
  const look = { accent: '#ffdd00', picture: pictureOf(files, { alt, credit: '© Anna Example' }) } as const;
  const campaign = await publishCampaign(source, { slug, face: { look } });
  for (const { name, type, body } of files) {
    await source.query(
      'INSERT INTO campaign_picture (name, campaign_id, type, body) VALUES ($1, $2, $3, $4)',
      [name, campaign.id, type, body],
    );
  }
  return { ...campaign, look, files };
}
