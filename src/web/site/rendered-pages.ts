import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/config.js';

/** A page as bytes, kept until what it shows has changed. */
interface Rendered {
  readonly version: string;
  readonly renderedAt: number;
  readonly body: Buffer;
  readonly etag: string;
  zipped?: Buffer;
}

const MOST = 1_000;
const OLDEST_MS = 10 * 60 * 1000;

/** The pages everybody sees alike: rendered when their content changes, then served from memory. */
@Injectable()
export class RenderedPages {
  private readonly kept = new Map<string, Rendered>();

  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Answers with the page of that name and version, or 304 where the asker has it (RFC 9110 §13.1.2). */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    version: string,
    render: () => string,
  ): FastifyReply {
    const page = this.find(name, version) ?? this.keep(name, version, render());
    const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const etag = zip ? `"${page.etag}-z"` : `"${page.etag}"`;
    reply.header('cache-control', `public, max-age=${this.config.countInterval}`).header('etag', etag);
    reply.header('vary', 'Accept-Encoding, Accept-Language');
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    reply.type('text/html; charset=utf-8');
    if (!zip) return reply.send(page.body);
    page.zipped ??= gzipSync(page.body, { level: 7 });
    return reply.header('content-encoding', 'gzip').send(page.zipped);
  }

  private find(name: string, version: string): Rendered | null {
    const page = this.kept.get(name);
    if (page?.version !== version) return null;
    return this.clock.now().getTime() - page.renderedAt < OLDEST_MS ? page : null;
  }

  private keep(name: string, version: string, html: string): Rendered {
    const body = Buffer.from(html);
    const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const page: Rendered = { version, renderedAt: this.clock.now().getTime(), body, etag };
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(name, page);
    return page;
  }
}
