import type { FastifyRequest } from 'fastify';

/**
 * The campaign that an address names (`…/c/:slug…`), read where Nest's parameters would put two asynchronous checks
 * before every view and every signature.
 */
export function slugOf(request: FastifyRequest): string {
  return (request.params as { readonly slug: string }).slug;
}
