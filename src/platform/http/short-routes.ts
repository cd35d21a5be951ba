import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

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
  ) {
    super(fastify);
  }

  /** Express-like middleware is not used, and would cost every request a hook. */
  override init(): Promise<void> {
    return Promise.resolve();
  }
}
