import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { atomOf } from './feed.atom.js';
import { feedOf } from './feed-presenter.js';
import { foundOf } from './found.js';
import { localised } from './localised.js';
import { RenderedPages } from './rendered-pages.js';
import { slugOf } from './slug-of.js';

/** News of a campaign for feed readers, in the language of the address. */
@Controller(localised('c/:slug/feed.atom'))
export class FeedController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    private readonly config: Config,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { campaign } = foundOf(await this.snapshots.find(slugOf(request)));
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    reply.header('content-language', t.locale);
    void this.rendered.send(request, reply, {
      name: `feed ${campaign.slug} ${t.locale} ${prefix}`,
      version: campaign.etag,
      type: 'application/atom+xml; charset=utf-8',
      vary: 'Accept-Language',
      render: () => atomOf(feedOf(campaign, { t, prefix, origin: this.config.publicUrl })),
    });
  }
}
