import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CampaignsPublicModule } from '../../domain/campaigns/campaigns.public.module.js';
import { IntakePublicModule } from '../../domain/intake/intake.public.module.js';
import { SignaturesPublicModule } from '../../domain/signatures/signatures.public.module.js';
import { FrontCache } from '../../platform/http/front-cache.js';
import { edgeOf } from '../../platform/http/short-routes.js';
import { PartsModule } from '../parts/parts.module.js';
import { AboutController } from './about.controller.js';
import { BodiesController } from './bodies.controller.js';
import { BodyDirectory } from './body-directory.js';
import { CampaignPages } from './campaign-pages.js';
import { CampaignCatalogue } from './campaign-catalogue.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { CampaignController } from './campaign.controller.js';
import { CardPictures } from './card/card-pictures.js';
import { CardController } from './card/card.controller.js';
import { CheckMailController } from './check-mail.controller.js';
import { ConfirmController } from './confirm.controller.js';
import { Confirming } from './confirming.js';
import { EmbedPages } from './embed/embed-pages.js';
import { EmbedController } from './embed/embed.controller.js';
import { EraseController } from './erase.controller.js';
import { FeedController } from './feed.controller.js';
import { FormSignals } from './form-signals.js';
import { FormStamp } from './form-stamp.js';
import { FreshLinkController } from './fresh-link.controller.js';
import { HomeController } from './home.controller.js';
import { LookController } from './look/look.controller.js';
import { PictureFiles } from './look/picture-files.js';
import { MeController } from './me.controller.js';
import { NamesController } from './names.controller.js';
import { NetworkBursts } from './network-burst.js';
import { OwnSignature } from './own-signature.js';
import { ProgressController } from './progress.controller.js';
import { ProofOfWork } from './proof-of-work.js';
import { ProofController } from './proof.controller.js';
import { RenderedPages } from './rendered-pages.js';
import { CalendarController } from './sharing/calendar.controller.js';
import { ShortRoutes } from './short-routes.js';
import { TokenActsController } from './token-acts.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { WithdrawController } from './withdraw.controller.js';

/**
 * The supporters' door. It lives in the public web process, which has no key and no data source: it expects
 * WebDatabase, Clock and Config from global modules and uses nothing else of the database.
 */
@Module({
  imports: [PartsModule, CampaignsPublicModule, IntakePublicModule, SignaturesPublicModule],
  controllers: [
    HomeController,
    AboutController,
    NamesController,
    BodiesController,
    FeedController,
    ProofController,
    CardController,
    LookController,
    CalendarController,
    CheckMailController,
    ConfirmController,
    FreshLinkController,
    MeController,
    EraseController,
    WithdrawController,
    UnsubscribeController,
    TokenActsController,
  ],
  providers: [
    ShortRoutes,
    CampaignController,
    ProgressController,
    CampaignCatalogue,
    CampaignSnapshots,
    BodyDirectory,
    Confirming,
    CampaignPages,
    CardPictures,
    PictureFiles,
    EmbedController,
    EmbedPages,
    RenderedPages,
    { provide: FrontCache, useFactory: frontOf, inject: [HttpAdapterHost] },
    FormStamp,
    FormSignals,
    ProofOfWork,
    NetworkBursts,
    OwnSignature,
  ],
})
export class SiteModule {}

function frontOf(host: HttpAdapterHost): FrontCache {
  return edgeOf(host).front;
}
