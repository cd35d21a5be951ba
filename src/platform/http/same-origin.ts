import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.js';

/** What a route says about where its forms may come from (Fastify's route config). */
export interface OriginRule {
  /** Pages with `no-referrer` make browsers without Fetch Metadata send `Origin: null` with their own forms. */
  readonly acceptsNullOrigin?: boolean;
  /** For routes that carry their own proof, such as an API token. */
  readonly acceptsAnyOrigin?: boolean;
}

/** A form that another site sent on a visitor's behalf. */
export class ForeignForm extends DomainError {
  constructor() {
    super('forbidden', 'foreign-form', 'the request was sent by a page of another site');
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Refuses what another site's page sends in a visitor's name. Fetch Metadata decides where the browser
 * has it; else Origin, whose absence means that no page sent it (a program, a mail provider).
 */
export function refuseForeignForm(request: FastifyRequest, publicOrigin: string): void {
  if (safe.has(request.method)) return;
  const rule = request.routeOptions.config as OriginRule | undefined;
  if (rule?.acceptsAnyOrigin) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new ForeignForm();
  }
  const origin = request.headers.origin;
  if (origin === undefined || origin === publicOrigin) return;
  if (origin === 'null' && rule?.acceptsNullOrigin) return;
  if (origin === `http://${request.host}` || origin === `https://${request.host}`) return;
  throw new ForeignForm();
}
