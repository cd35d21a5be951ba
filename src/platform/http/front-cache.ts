import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Figures } from '../metrics/metrics.js';
import { namesTag } from './entity-tag.js';

/** Header fields by their names. */
type Fields = Readonly<Record<string, number | string | readonly string[] | undefined>>;

/** An answer that everybody gets who asks alike, with its headers. */
export interface KeptAnswer {
  readonly headers: Fields;
  readonly etag: string;
  readonly body: Buffer;
  /** Asked before every use: once it says no, the answer is forgotten and made anew. */
  readonly isCurrent: () => boolean;
}

/** What of a request an answer may depend on. */
type Asking = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

interface Laid extends Pick<KeptAnswer, 'etag' | 'body' | 'isCurrent'> {
  readonly full: string[];
  readonly notModified: string[];
}

const inNotModified = new Set([
  'cache-control',
  'etag',
  'vary',
  'strict-transport-security',
  'access-control-allow-origin',
  'cross-origin-resource-policy',
]);

const MOST = 2_000;
const LONGEST_NAME = 512;

/**
 * Answers that are the same for everybody (no cookie, no sign-in, no token), laid down as they go over the wire and
 * given again before the framework sees the request: a view of a page costs what its bytes cost. Nothing is given that
 * the long way would not give at that moment, as `isCurrent` decides.
 */
export class FrontCache {
  private readonly kept = new Map<string, Laid>();
  private closed = false;
  private given = 0;

  /** Looks at every request of a server first. From the closing on it steps aside, so that connections end. */
  standBefore(fastify: FastifyInstance): void {
    const { server } = fastify;
    const [framework] = server.listeners('request') as RequestListener[];
    if (!framework) throw new Error('the framework does not listen');
    server.removeListener('request', framework);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!this.answer(request, response)) framework(request, response);
    });
    fastify.addHook('preClose', (done) => {
      this.closed = true;
      done();
    });
  }

  /** Whether an answer was there and has been given. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const name = nameOf(request);
    const known = name === null || this.closed ? undefined : this.kept.get(name);
    if (name === null || known === undefined) return false;
    if (!known.isCurrent()) {
      this.kept.delete(name);
      return false;
    }
    this.given += 1;
    if (namesTag(request.headers['if-none-match'], known.etag)) {
      response.writeHead(304, known.notModified).end();
    } else response.writeHead(200, known.full).end(known.body);
    return true;
  }

  /** How many answers were given from here. */
  figures(): Figures {
    return {
      name: 'http_front_answers_total',
      help: 'Answers that everybody gets, given before the framework saw the request.',
      type: 'counter',
      samples: [{ labels: {}, value: this.given }],
    };
  }

  /** Keeps what was made for a request, for all who ask the same address in the same language and coding. */
  keep(request: Asking, { headers, ...answer }: KeptAnswer): void {
    const name = nameOf(request);
    if (name === null) return;
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(name, { ...answer, full: flat(headers), notModified: flat(ofNotModified(headers)) });
  }
}

/** Null for what is never kept: other methods, queries (there are too many of them), unusually long askings. */
function nameOf({ method, url, headers }: Asking): string | null {
  if (method !== 'GET' || url === undefined || url.includes('?')) return null;
  const name = `${url}\n${headers['accept-language'] ?? ''}\n${headers['accept-encoding'] ?? ''}`;
  return name.length <= LONGEST_NAME ? name : null;
}

/**
 * The headers that a 304 carries: what keeps the asker's own copy right (RFC 9110 §15.4.5), what RFC 6797 §7.1 wants in
 * every answer, and what lets another site read it. The copy has the others.
 */
export function ofNotModified(headers: Fields): Fields {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => inNotModified.has(name)));
}

/** Names and values in turn, as node writes them out fastest. */
export function flat(headers: Fields): string[] {
  const all: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) all.push(name, typeof value === 'string' ? value : String(value));
  }
  return all;
}
