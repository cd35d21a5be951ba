import type { FastifyRequest } from 'fastify';

/** Whether the asker is a program: it sent JSON, asked for a `.json` address, or prefers JSON to a page. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  if (accept.includes('text/html')) return false;
  if (isJsonBody(request) || /application\/(?:[\w.-]+\+)?json/i.test(accept)) return true;
  return /\.json(?:\?|$)/.test(request.url);
}

/** Whether the body came as JSON. */
export function isJsonBody(request: FastifyRequest): boolean {
  return /^application\/(?:[\w.-]+\+)?json/i.test(request.headers['content-type'] ?? '');
}
