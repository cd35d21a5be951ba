import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { edgeOf, type ShortRoute } from '../../platform/http/short-routes.js';
import { CampaignController } from './campaign.controller.js';
import { Confirming, formsOfTokenPages } from './confirming.js';
import { localised } from './localised.js';
import { EmbedController } from './embed/embed.controller.js';
import { ProgressController } from './progress.controller.js';

/** Declares what thousands ask for at once where a request meets nothing but the edge's rules. */
@Injectable()
export class ShortRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly campaign: CampaignController,
    private readonly progress: ProgressController,
    private readonly confirming: Confirming,
    private readonly embed: EmbedController,
  ) {}

  /** Before the server listens, after which no route can be declared. */
  onModuleInit(): void {
    const { short } = edgeOf(this.host);
    const { campaign, progress, confirming } = this;
    const get = (url: string, handler: ShortRoute) => void short.get(url, handler);
    const show: ShortRoute = (request, reply) => campaign.show(request, reply);
    const back: ShortRoute = (request, reply) => {
      campaign.back(request, reply);
    };
    const sign: ShortRoute = (request, reply) => campaign.sign(request, reply);
    const count: ShortRoute = (request, reply) => progress.show(request, reply);
    const confirm: ShortRoute = (request, reply) => confirming.byLink(request, reply);
    for (const path of localised('confirm/:token')) {
      short.post(`/${path}`, { config: formsOfTokenPages }, confirm);
    }
    this.declareEmbed();
    for (const path of localised('c/:slug')) {
      get(`/${path}`, show);
      get(`/${path}/progress.json`, count);
      get(`/${path}/signatures`, back);
      short.post(`/${path}/signatures`, { config: { maySendAgain: true } }, sign);
    }
  }

  /** The form in partners' pages. */
  private declareEmbed(): void {
    const { short } = edgeOf(this.host);
    const { embed } = this;
    const back: ShortRoute = (request, reply) => {
      embed.back(request, reply);
    };
    const script: ShortRoute = (request, reply) => {
      embed.script(request, reply);
    };
    short.get('/embed.js', script);
    for (const path of localised('embed/:slug')) {
      short.get(`/${path}`, (request, reply) => embed.show(request, reply));
      short.get(`/${path}/preview`, (request, reply) => embed.preview(request, reply));
      short.get(`/${path}/signatures`, back);
      short.post(`/${path}/signatures`, { config: { maySendAgain: true } }, (request, reply) =>
        embed.sign(request, reply),
      );
    }
  }
}
