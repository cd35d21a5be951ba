import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { withFound } from './found.js';
import { progressOf } from './progress.presenter.js';
import { RenderedPages } from './rendered-pages.js';
import { slugOf } from './slug-of.js';

/** A campaign's count for other programs, readable from any site; bound by ShortRoutes. */
@Injectable()
export class ProgressController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly rendered: RenderedPages,
  ) {}

  show(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
    const slug = slugOf(request);
    return withFound(this.snapshots.find(slug), (snapshot) => {
      this.rendered.send(request, reply, {
        name: `progress ${slug}`,
        version: `${snapshot.version} ${snapshot.tally.asOf.getTime()}`,
        type: 'application/json',
        render: () => JSON.stringify(progressOf(snapshot)),
        isCurrent: () => this.snapshots.find(slug) === snapshot,
      });
    });
  }
}
