import type { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';
import type { FrontCache } from './front-cache.js';

/** What a short route does; it answers at once where it can. */
export type ShortRoute = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/**
 * Nest on Fastify, and beside it a context of the same server in which a request meets the edge's own rules and nothing
 * of Nest: what everybody asks for at once (pages, counts, signatures) is declared there, since the hooks, guards,
 * pipes and interceptors between would cost more than the answer. It is made before Nest adds its hooks, which a
 * context takes over from its parent as they are when it is made.
 */
export class EdgeAdapter extends FastifyAdapter {
  constructor(
    fastify: FastifyInstance,
    /** Where routes are declared that go past Nest. */
    readonly short: FastifyInstance,
    /** Where routes are declared that want the body as it came, byte by byte. */
    readonly raw: FastifyInstance,
    /** Where answers are laid down that everybody gets. */
    readonly front: FrontCache,
    /** What the process tells of itself. */
    readonly metrics: Metrics,
  ) {
    super(fastify);
  }

  /** Express-like middleware is not used, and would cost every request a hook. */
  override init(): Promise<void> {
    return Promise.resolve();
  }
}

/** The edge that createHttp made. */
export function edgeOf({ httpAdapter }: HttpAdapterHost): EdgeAdapter {
  const adapter: unknown = httpAdapter;
  if (!(adapter instanceof EdgeAdapter)) throw new Error('this needs the edge of createHttp');
  return adapter;
}
