import { Module } from '@nestjs/common';
import { PublishedCampaigns } from './published-campaigns.js';

/** What the public web process needs of campaigns; it expects WebDatabase from a global module. */
@Module({ providers: [PublishedCampaigns], exports: [PublishedCampaigns] })
export class CampaignsPublicModule {}
