import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { localised } from './localised.js';
import { ProofOfWork } from './proof-of-work.js';

/** The puzzle that a form's proof of work solves: fetched by itself, since the page is the same for everyone. */
@Controller(localised('c/:slug'))
export class ProofController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly proofs: ProofOfWork,
  ) {}

  @Get('challenge.json')
  async challenge(@Param('slug') slug: string, @Res() reply: FastifyReply) {
    const snapshot = await this.snapshots.find(slug);
    if (!snapshot) throw new NotFoundException();
    reply.header('cache-control', 'no-store').type('application/json');
    await reply.send(JSON.stringify(this.proofs.challenge(snapshot.campaign.slug)));
  }
}
