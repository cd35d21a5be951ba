import { Injectable } from '@nestjs/common';
import type { By } from '../organizers/role.rules.js';
import { type CampaignLook, lookWith, pictureName } from './campaign-look.js';
import { ChangeLook } from './change-look.js';
import { PictureStore } from './picture.store.js';

/** Takes a campaign's picture away for good: who is seen in it may have to be safe from it. Nothing of it is kept. */
@Injectable()
export class RemovePicture {
  constructor(
    private readonly look: ChangeLook,
    private readonly pictures: PictureStore,
  ) {}

  /** Where there is none, nothing changes. Throws what ChangeLook does. */
  run(by: By, slug: string): Promise<CampaignLook> {
    return this.look.run(by, slug, async (tx, { id, face }) => {
      const before = face.look?.picture;
      if (!before) return null;
      await this.pictures.replace(tx, id, []);
      const look = lookWith({ ...face.look, picture: undefined });
      return { look, act: 'campaigns.picture-removed', detail: { from: pictureName(before) } };
    });
  }
}
