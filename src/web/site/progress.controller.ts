import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { localised } from './localised.js';
import { progressOf } from './progress.presenter.js';
import { RenderedPages } from './rendered-pages.js';
import { slugOf } from './slug-of.js';

/** A campaign's count for other programs, readable from any site. */
@Controller(localised('c/:slug'))
export class ProgressController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
  ) {}

  @Get('progress.json')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    const slug = slugOf(request);
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) throw new NotFoundException();
    void this.rendered.send(request, reply, {
      name: `progress ${slug}`,
      version: `${snapshot.version} ${snapshot.tally.asOf.getTime()}`,
      type: 'application/json',
      render: () => JSON.stringify(progressOf(snapshot)),
    });
  }
}
