import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';
import { FrontCache, ofNotModified } from '../../platform/http/front-cache.js';
import { namesTag } from '../../platform/http/entity-tag.js';
import { publicFor } from '../../platform/http/freshness.js';

/** What is sent under a name: made anew when its version changes. */
export interface PublicContent {
  /** What tells it from every other page, language and path included. */
  readonly name: string;
  /** Changes with what it shows. */
  readonly version: string;
  readonly type: string;
  /** Request headers besides Accept-Encoding that it depends on. */
  readonly vary?: string;
  readonly render: () => string;
  /** Whether it would still be shown to the next who asks; without it, it is made ready for each. */
  readonly isCurrent?: () => boolean;
}

/** A body as bytes, kept until what it shows has changed. */
interface Rendered {
  readonly version: string;
  readonly renderedAt: number;
  readonly body: Buffer;
  readonly etag: string;
  readonly zippedEtag: string;
  zipped?: Buffer;
}

const MOST = 1_000;
const OLDEST_MS = 10 * 60 * 1000;

/** What everybody sees alike: rendered when its content changes, then served from memory. */
@Injectable()
export class RenderedPages {
  private readonly kept = new Map<string, Rendered>();
  private readonly freshness: string;

  constructor(
    private readonly clock: Clock,
    private readonly front: FrontCache,
    config: Config,
  ) {
    this.freshness = publicFor(config.countInterval);
  }

  /** Answers with the content, or 304 with the same headers where the asker has it (RFC 9110 §15.4.5). */
  send(request: FastifyRequest, reply: FastifyReply, content: PublicContent): FastifyReply {
    const { name, version, vary } = content;
    const page = this.find(name, version) ?? this.keep(name, version, content.render());
    const { 'accept-encoding': accepted, 'if-none-match': known } = request.headers;
    const zip = accepted !== undefined && /\bgzip\b/.test(accepted);
    const etag = zip ? page.zippedEtag : page.etag;
    const body = zip ? (page.zipped ??= gzipSync(page.body, { level: 7 })) : page.body;
    reply.header('cache-control', this.freshness).header('etag', etag);
    reply.header('vary', vary === undefined ? 'Accept-Encoding' : `Accept-Encoding, ${vary}`);
    const bodyHeaders = { 'content-type': content.type, ...(zip ? { 'content-encoding': 'gzip' } : {}) };
    const { isCurrent } = content;
    if (isCurrent) {
      this.front.keep(request.raw, {
        headers: { ...reply.getHeaders(), ...bodyHeaders, 'content-length': body.length },
        etag,
        body,
        isCurrent: () => this.find(name, version) === page && isCurrent(),
      });
    }
    if (namesTag(known, etag)) return notModified(reply);
    return reply.headers(bodyHeaders).send(body);
  }

  private find(name: string, version: string): Rendered | null {
    const page = this.kept.get(name);
    if (page?.version !== version) return null;
    return this.clock.now().getTime() - page.renderedAt < OLDEST_MS ? page : null;
  }

  private keep(name: string, version: string, text: string): Rendered {
    const body = Buffer.from(text);
    const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const renderedAt = this.clock.now().getTime();
    const page: Rendered = { version, renderedAt, body, etag: `"${tag}"`, zippedEtag: `"${tag}-z"` };
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(name, page);
    return page;
  }
}

function notModified(reply: FastifyReply): FastifyReply {
  const headers = reply.getHeaders();
  const kept = ofNotModified(headers);
  for (const name of Object.keys(headers)) if (!(name in kept)) reply.removeHeader(name);
  return reply.code(304).send();
}
