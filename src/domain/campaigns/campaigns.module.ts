import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BodiesModule } from '../bodies/bodies.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { CampaignBodyStore } from './campaign-body.store.js';
import { CampaignStore } from './campaign.store.js';
import { CloseCampaign } from './close-campaign.js';
import { DemandStore } from './demand.store.js';
import { ChangeLook } from './change-look.js';
import { ExportCampaign } from './export-campaign.js';
import { ImportCampaign } from './import-campaign.js';
import { ImportDemands } from './import-demands.js';
import { IncidentStore } from './incident.store.js';
import { ListCampaigns } from './list-campaigns.js';
import { MoveCampaign } from './move-campaign.js';
import { OpenCampaign } from './open-campaign.js';
import { PauseCampaign } from './pause-campaign.js';
import { PauseSigning } from './pause-signing.js';
import { PictureStore } from './picture.store.js';
import { PublishCampaign } from './publish-campaign.js';
import { RecordStore } from './record.store.js';
import { RemovePicture } from './remove-picture.js';
import { ResumeSigning } from './resume-signing.js';
import { SetAccent } from './set-accent.js';
import { SetEmbedOrigins } from './set-embed-origins.js';
import { SetPicture } from './set-picture.js';
import { SetDemandStatus } from './set-demand-status.js';
import { SigningPauseStore } from './signing-pause.store.js';
import { TakeBackAnswer } from './take-back-answer.js';

const stores = [
  CampaignBodyStore,
  CampaignStore,
  DemandStore,
  IncidentStore,
  PictureStore,
  RecordStore,
  SigningPauseStore,
];
const verbs = [
  CloseCampaign,
  ExportCampaign,
  ImportCampaign,
  ListCampaigns,
  OpenCampaign,
  PauseCampaign,
  PauseSigning,
  RemovePicture,
  ResumeSigning,
  SetAccent,
  SetDemandStatus,
  SetEmbedOrigins,
  SetPicture,
  TakeBackAnswer,
];

/** Campaigns, their demands and what of them is public, for console, worker and commands. */
@Module({
  imports: [AuditModule, KeysModule, OrganizersModule, BodiesModule],
  providers: [...stores, ...verbs, ChangeLook, ImportDemands, MoveCampaign, PublishCampaign],
  exports: [...stores, ...verbs, PublishCampaign],
})
export class CampaignsModule {}
