import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { type AboutModel, ImprintPage, PrivacyPage, ReportPage } from './about.view.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { localised } from './localised.js';
import { RenderedPages } from './rendered-pages.js';

/** The pages about the service itself: what it keeps, who runs it, how to report a campaign. */
@Controller(localised(''))
export class AboutController {
  constructor(
    private readonly rendered: RenderedPages,
    private readonly snapshots: CampaignSnapshots,
    private readonly config: Config,
  ) {}

  @Get('privacy')
  privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send(request, reply, 'privacy', (model) => <PrivacyPage {...model} />);
  }

  @Get('imprint')
  imprint(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.send(request, reply, 'imprint', (model) => <ImprintPage {...model} />);
  }

  /** `campaign` names the one that is meant; what names none is left out. */
  @Get('report')
  async report(
    @Query('campaign') slug: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = typeof slug === 'string' ? await this.snapshots.find(slug) : null;
    const about = found && `${this.config.publicUrl}/c/${found.campaign.slug}`;
    this.send(request, reply, `report ${about ?? ''}`, (model) => <ReportPage {...model} about={about} />);
  }

  private send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    page: (model: AboutModel) => VNode,
  ): void {
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    const { publicUrl: origin, operator } = this.config;
    void this.rendered.send(request, reply.header('content-language', t.locale), {
      name: `about ${name} ${t.locale} ${prefix}`,
      version: '',
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => renderDocument(page({ t, prefix, origin, operator })),
    });
  }
}
