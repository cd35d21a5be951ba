import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PublicName } from '../../domain/signatures/public-names.js';
import { PublicNames } from '../../domain/signatures/public-names.js';
import { Clock } from '../../kernel/clock.js';
import { type Page, pageRequest } from '../../kernel/page.js';
import { Config } from '../../platform/config/config.js';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { foundOf } from './found.js';
import { KeptReadings } from './kept-readings.js';
import { localised } from './localised.js';
import { namesPage } from './names-presenter.js';
import { NamesPage } from './names.view.js';
import { RenderedPages } from './rendered-pages.js';
import { slugOf } from './slug-of.js';

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);
const PER_PAGE = 100;
const MOST_PAGES = 500;

/** Everybody who chose to be seen in a campaign, a hundred a page. */
@Controller(localised('c/:slug/names'))
export class NamesController {
  private readonly pages: KeptReadings<Page<PublicName>>;

  constructor(
    names: PublicNames,
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
    clock: Clock,
    private readonly config: Config,
  ) {
    this.pages = new KeptReadings({
      clock,
      intervalSeconds: config.countInterval,
      most: MOST_PAGES,
      read: async (name) => {
        const [campaignId = '', page] = name.split(' ');
        const found = await names.list(campaignId, pageRequest(Number(page), PER_PAGE));
        return found.items.length > 0 || found.page === 1 ? found : null;
      },
    });
  }

  @Get()
  async list(
    @Query('page', { schema: pageNumber }) page: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { campaign } = foundOf(await this.snapshots.find(slugOf(request)));
    const names = await this.pages.find(`${campaign.id} ${page}`);
    if (!names) throw new NotFoundException();
    const t = Texts.in(requestLocale(request));
    const prefix = localePrefix(request);
    reply.header('content-language', t.locale);
    const model = namesPage(campaign, names, { t, prefix, origin: this.config.publicUrl });
    void this.rendered.send(request, reply, {
      name: `names ${campaign.slug} ${page} ${t.locale} ${prefix}`,
      version: JSON.stringify([campaign.etag, names]),
      type: 'text/html; charset=utf-8',
      vary: 'Accept-Language',
      render: () => renderDocument(<NamesPage {...model} />),
    });
  }
}
