import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors.js';

/** What a route says about where its forms may come from (Fastify's route config). */
export interface OriginRule {
  /** Pages with `no-referrer` make browsers without Fetch Metadata send `Origin: null` with their own forms. */
  readonly acceptsNullOrigin?: boolean;
  /** For routes that carry their own proof, such as an API token. */
  readonly acceptsAnyOrigin?: boolean;
  /** Where the service is too busy, its error page offers to send the same form again. */
  readonly maySendAgain?: boolean;
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
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && (origin === undefined || origin === publicOrigin)) return;
  const rule = request.routeOptions.config as OriginRule | undefined;
  if (rule?.acceptsAnyOrigin) return;
  if (site !== undefined) throw new ForeignForm();
  if (origin === 'null' && rule?.acceptsNullOrigin) return;
  if (origin === `http://${request.host}` || origin === `https://${request.host}`) return;
  throw new ForeignForm();
}
