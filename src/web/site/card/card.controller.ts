import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';
import { namesTag } from '../../../platform/http/entity-tag.js';
import { publicFor } from '../../../platform/http/freshness.js';
import { requestLocale } from '../../../platform/http/request-locale.js';
import { CampaignSnapshots } from '../campaign-snapshots.js';
import { foundOf } from '../found.js';
import { localised } from '../localised.js';
import { campaignCard } from './campaign-card.js';
import { CardPictures } from './card-pictures.js';

const FRESH_SECONDS = 3600;

/** The picture that other sites show beside a link to a campaign, in each language. */
@Controller(localised('c/:slug'))
export class CardController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly pictures: CardPictures,
    private readonly config: Config,
  ) {}

  @Get('card.png')
  async show(@Param('slug') slug: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const snapshot = foundOf(await this.snapshots.find(slug));
    const card = campaignCard(snapshot, requestLocale(request), this.config.publicUrl);
    const { body, etag } = await this.pictures.find(card);
    reply.header('cache-control', publicFor(FRESH_SECONDS)).header('etag', etag);
    reply.header('vary', 'Accept-Language').header('cross-origin-resource-policy', 'cross-origin');
    if (namesTag(request.headers['if-none-match'], etag)) await reply.code(304).send();
    else await reply.type('image/png').send(body);
  }
}
