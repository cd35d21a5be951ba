import type { FastifyReply } from 'fastify';
import { DomainError } from '../../kernel/errors.js';

const LEAST_SECONDS = 5;
const SPREAD_SECONDS = 10;

/** Seconds (RFC 9110 §10.2.3) after which to come back, different for each, so that a surge does not return at once. */
export function retrySoon(): number {
  return LEAST_SECONDS + Math.floor(Math.random() * (SPREAD_SECONDS + 1));
}

/** Whether an error says 'not just now': nothing was done, and the same may be sent again. */
export function isBusy(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind === 'unavailable';
}

/** Marks an answer as 'not just now'. */
export function busy(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('cache-control', 'no-store').header('retry-after', String(retrySoon()));
}
