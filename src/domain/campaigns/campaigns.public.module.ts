import { Module } from '@nestjs/common';
import { PublishedCampaigns } from './published-campaigns.js';
import { PublishedPictures } from './published-pictures.js';

/** What the public web process needs of campaigns; it expects WebDatabase from a global module. */
@Module({
  providers: [PublishedCampaigns, PublishedPictures],
  exports: [PublishedCampaigns, PublishedPictures],
})
export class CampaignsPublicModule {}
