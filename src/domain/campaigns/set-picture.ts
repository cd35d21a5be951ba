import { Injectable } from '@nestjs/common';
import { encodePicture } from '../../platform/pictures/encode-picture.js';
import type { By } from '../organizers/role.rules.js';
import {
  type CampaignLook,
  type CampaignPicture,
  lookWith,
  pictureName,
  pictureOf,
  type PictureWords,
} from './campaign-look.js';
import type { Campaign } from './campaign.store.js';
import { ChangeLook } from './change-look.js';
import { PictureMissing, PictureUndescribed } from './look.errors.js';
import { PictureStore } from './picture.store.js';

/** Gives a campaign a picture, in the place of the one it had, or says something else of the one it has. */
@Injectable()
export class SetPicture {
  constructor(
    private readonly look: ChangeLook,
    private readonly pictures: PictureStore,
  ) {}

  /**
   * `file` is a picture as it was saved, null for the one at hand. Throws PictureUndescribed, PictureMissing, what
   * encodePicture throws and what ChangeLook does.
   */
  async run(by: By, slug: string, file: Buffer | null, words: PictureWords): Promise<CampaignLook> {
    await this.look.requireRight(by, slug);
    const files = file === null ? null : await encodePicture(file);
    return this.look.run(by, slug, async (tx, campaign) => {
      requireDescribed(campaign, words);
      const before = campaign.face.look?.picture;
      const picture = pictureOf(files ?? filesOf(before), words);
      if (files) await this.pictures.replace(tx, campaign.id, files);
      return {
        look: lookWith({ ...campaign.face.look, picture }),
        act: files ? 'campaigns.picture-set' : 'campaigns.picture-described',
        detail: { from: before ? pictureName(before) : null, to: pictureName(picture), alt: picture.alt },
      };
    });
  }
}

function requireDescribed({ locales }: Campaign, { alt }: PictureWords): void {
  const silent = alt && locales.find((locale) => (alt[locale] ?? '').trim() === '');
  if (silent) throw new PictureUndescribed(silent);
}

function filesOf(picture: CampaignPicture | undefined): CampaignPicture['files'] {
  if (!picture) throw new PictureMissing();
  return picture.files;
}
