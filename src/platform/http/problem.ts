import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind } from '../../kernel/errors.js';
import { retrySoon } from './busy.js';
import { InvalidInput, type InputFault } from './invalid-input.js';

const statuses: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  unavailable: 503,
};

/** Statuses that have a title and a sentence of their own in the locales (`error.<status>.title`, `….text`). */
const explained = new Set([400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429, 500, 503]);

/** What an error means to whoever asked: the only place where facts become statuses. */
export interface Fault {
  readonly status: number;
  /** The status whose texts explain it. */
  readonly explainedAs: number;
  /** A domain fact's stable code (`error.<code>` in the locales), null for HTTP's own refusals. */
  readonly code: string | null;
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly InputFault[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null;
}

/** Translates anything thrown; what it does not know is a 500 without detail. */
export function faultOf(error: unknown): Fault {
  const domain = error instanceof DomainError ? error : null;
  const status = domain ? statuses[domain.kind] : statusOf(error);
  return {
    status: domain?.code === 'too-many-attempts' ? 429 : status,
    explainedAs: domain?.code === 'too-many-attempts' ? 429 : explanation(status),
    code: domain?.code ?? null,
    params: domain?.params ?? {},
    errors: error instanceof InvalidInput ? error.errors : [],
    retryAfter: retryAfter(domain, status),
  };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function explanation(status: number): number {
  if (explained.has(status)) return status;
  return status >= 500 ? 500 : 400;
}

function retryAfter(domain: DomainError | null, status: number): number | null {
  const wanted = domain?.params.retryAfter;
  if (typeof wanted === 'number') return wanted;
  return status === 503 ? retrySoon() : status === 429 ? 60 : null;
}
