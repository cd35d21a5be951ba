import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { embedQuery } from '../../../domain/campaigns/embed-snippet.js';
import { localePrefix } from '../../../platform/http/request-locale.js';
import { namesTag } from '../../../platform/http/entity-tag.js';
import { embedScript } from '../../parts/asset-files.js';
import { CampaignController } from '../campaign.controller.js';
import { CampaignSnapshots } from '../campaign-snapshots.js';
import { withFound } from '../found.js';
import { slugOf } from '../slug-of.js';
import { EmbedPages } from './embed-pages.js';
import { frameChoiceIn } from './frame-choice.js';

const HOUR_SECONDS = 3600;

/** The sign form for partners' pages, and the script that fits it in; bound by ShortRoutes. */
@Injectable()
export class EmbedController {
  constructor(
    private readonly snapshots: CampaignSnapshots,
    private readonly pages: EmbedPages,
    private readonly campaign: CampaignController,
  ) {}

  show(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    const slug = slugOf(request);
    return withFound(this.snapshots.find(slug), (snapshot) => {
      this.pages.send(request, reply, snapshot, () => this.snapshots.find(slug) === snapshot);
    });
  }

  /** The form as organizers look at it in the console, which alone may frame it; nothing can be sent from there. */
  preview(request: FastifyRequest, reply: FastifyReply): void | Promise<void> {
    return withFound(this.snapshots.find(slugOf(request)), (snapshot) => {
      this.pages.preview(request, reply, snapshot);
    });
  }

  /** Whoever reloads a refused form comes back to an empty one. */
  back(request: FastifyRequest, reply: FastifyReply): void {
    const path = `${localePrefix(request)}/embed/${encodeURIComponent(slugOf(request))}`;
    void reply.redirect(path + embedQuery(frameChoiceIn(request)), 303);
  }

  /** What the campaign's own page does with a form, answered inside the frame. */
  sign(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.campaign.sign(request, reply, this.pages);
  }

  /** The script has one address for ever, so browsers ask for it anew every hour; any page may load it. */
  script(request: FastifyRequest, reply: FastifyReply): void {
    const { body, zipped, type, etag } = embedScript;
    const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
    reply
      .header('cache-control', `public, max-age=${String(HOUR_SECONDS)}`)
      .header('vary', 'Accept-Encoding');
    const tag = zip ? `"${etag}-z"` : `"${etag}"`;
    reply.header('etag', tag);
    if (namesTag(request.headers['if-none-match'], tag)) void reply.code(304).send();
    else if (zip) void reply.type(type).header('content-encoding', 'gzip').send(zipped);
    else void reply.type(type).send(body);
  }
}
