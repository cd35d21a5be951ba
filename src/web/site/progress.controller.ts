import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { localised } from './localised.js';
import { progressOf } from './progress.presenter.js';

/** A campaign's count for other programs, readable from any site. */
@Controller(localised('c/:slug'))
export class ProgressController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly config: Config,
  ) {}

  @Get('progress.json')
  async show(@Param('slug') slug: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) throw new NotFoundException();
    const etag = `"${snapshot.version}"`;
    reply.header('cache-control', `public, max-age=${this.config.countInterval}`).header('etag', etag);
    if (request.headers['if-none-match'] === etag) await reply.code(304).send();
    else await reply.type('application/json').send(JSON.stringify(progressOf(snapshot)));
  }
}
