import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accentsOf } from '../../domain/campaigns/accent.rules.js';
import { pictureName } from '../../domain/campaigns/campaign-look.js';
import { type Campaign, CampaignStore } from '../../domain/campaigns/campaign.store.js';
import { PictureStore } from '../../domain/campaigns/picture.store.js';
import { OrganizerStore } from '../../domain/organizers/organizer.store.js';
import { may, NotAMember, type Organizer } from '../../domain/organizers/role.rules.js';
import type { PictureFile } from '../../platform/pictures/encode-picture.js';
import type { LookModel } from './campaign-look.model.js';

/** Reads for the console how a campaign looks. */
@Injectable()
export class ConsoleLook {
  constructor(
    private readonly db: DataSource,
    private readonly campaigns: CampaignStore,
    private readonly organizers: OrganizerStore,
    private readonly pictures: PictureStore,
  ) {}

  /** The page of a campaign's look. Throws NotAMember alike for a campaign that does not exist. */
  async model(by: Organizer, slug: string, reader: string): Promise<LookModel> {
    const { campaign, mayChange } = await this.seen(by, slug);
    const { texts } = (await this.campaigns.version(this.db.manager, campaign.id)).content;
    const { accent, picture } = campaign.face.look ?? {};
    const largest = picture?.files.findLast(({ use }) => use === 'page');
    return {
      slug,
      title: (texts[reader] ?? texts[campaign.defaultLocale])?.title ?? slug,
      mayChange,
      locales: campaign.locales,
      accent: accent ? { chosen: accent, shown: accentsOf(accent) } : null,
      picture:
        picture && largest ? { ...picture, ...largest, path: pathOf(slug, pictureName(picture)) } : null,
    };
  }

  /** A file of its picture, which need not be public yet. Throws NotAMember; null where it is another's or none. */
  async picture(
    by: Organizer,
    slug: string,
    name: string,
  ): Promise<Pick<PictureFile, 'type' | 'body'> | null> {
    const { campaign } = await this.seen(by, slug);
    return this.pictures.find(this.db.manager, campaign.id, name);
  }

  private async seen(by: Organizer, slug: string): Promise<{ campaign: Campaign; mayChange: boolean }> {
    const tx = this.db.manager;
    const campaign = await this.campaigns.findBySlug(tx, slug);
    const role = campaign && (await this.organizers.roleIn(tx, by.id, campaign.id));
    if (!campaign || may(by, role).seeCampaign() !== 'allowed') throw new NotAMember();
    return { campaign, mayChange: may(by, role).editCampaign() === 'allowed' };
  }
}

function pathOf(slug: string, name: string): string {
  return `/console/campaigns/${slug}/look/pictures/${name}`;
}
