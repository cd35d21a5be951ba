import { Module } from '@nestjs/common';
import { AnniversariesModule } from '../../domain/anniversaries/anniversaries.module.js';
import { BodiesModule } from '../../domain/bodies/bodies.module.js';
import { CampaignsModule } from '../../domain/campaigns/campaigns.module.js';
import { LettersModule } from '../../domain/letters/letters.module.js';
import { ExportCampaignFile } from './export-campaign-file.js';
import { ExportPicture } from './export-picture.js';
import { ImportCampaignFile } from './import-campaign-file.js';
import { LoadFoundingCampaign } from './load-founding-campaign.js';

/** Campaigns as files: in, out, and the one that is shipped. */
@Module({
  imports: [AnniversariesModule, BodiesModule, CampaignsModule, LettersModule],
  providers: [ExportCampaignFile, ExportPicture, ImportCampaignFile, LoadFoundingCampaign],
  exports: [ExportCampaignFile, ExportPicture, ImportCampaignFile, LoadFoundingCampaign],
})
export class CampaignFileModule {}
