import type { FastifyReply, FastifyRequest } from 'fastify';
import { Texts, type Language } from '../i18n/texts.js';
import type { FormFields } from './form-fields.js';
import { isBusy } from './busy.js';
import { faultOf, type Fault } from './problem.js';
import { requestLocale } from './request-locale.js';
import type { OriginRule } from './same-origin.js';
import { swallowBody } from './swallow-body.js';
import { wantsJson } from './wants-json.js';

/** What an error page says, already in the reader's language. */
export interface ErrorView {
  readonly language: Language;
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly requestId: string;
  /** The fields of a form that could not be taken just now, to be sent again; null where there is none. */
  readonly again: FormFields | null;
}

/** Makes the page people see; markup belongs to the doors, so they pass it in. */
export type ErrorPage = (view: ErrorView) => string;

/**
 * Answers an error: a page for people, RFC 9457 for programs, never a detail nobody decided to tell, and no token by the
 * referrer. Elsewhere the policy stays: a page with `no-referrer` makes older browsers send its form as if from nowhere.
 */
export function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  page: ErrorPage,
): FastifyReply {
  const fault = faultOf(error);
  const language = Texts.in(requestLocale(request));
  const again = isBusy(error) ? formOf(request) : null;
  const view = { language, status: fault.status, requestId: request.id, again, ...wordsFor(fault, language) };
  reply.code(fault.status).header('cache-control', 'no-store').header('content-language', language.locale);
  reply.header('vary', 'Accept, Accept-Language');
  if (request.routeOptions.url?.includes(':token')) reply.header('referrer-policy', 'no-referrer');
  if (fault.status === 413) swallowBody(request, reply);
  if (fault.retryAfter !== null) reply.header('retry-after', String(fault.retryAfter));
  if (!wantsJson(request)) return reply.type('text/html; charset=utf-8').send(page(view));
  return reply.type('application/problem+json').send(JSON.stringify(problemOf(fault, view)));
}

/** What was sent to a route that says it may be sent again. */
function formOf(request: FastifyRequest): FormFields | null {
  const rule = request.routeOptions.config as OriginRule | undefined;
  if (request.method !== 'POST' || !rule?.maySendAgain) return null;
  const { body } = request;
  return body !== null && typeof body === 'object' ? (body as FormFields) : {};
}

function wordsFor(fault: Fault, language: Language): { title: string; text: string } {
  const own = `error.code.${fault.code ?? ''}`;
  const known = fault.code !== null && language.has(own);
  return {
    title: language.say(`error.${fault.explainedAs}.title`),
    text: known ? language.say(own, fault.params) : language.say(`error.${fault.explainedAs}.text`),
  };
}

function problemOf(fault: Fault, view: ErrorView): Record<string, unknown> {
  return {
    type: fault.code === null ? 'about:blank' : `urn:vigil:problem:${fault.code}`,
    title: view.title,
    status: fault.status,
    detail: view.text,
    instance: `urn:uuid:${view.requestId}`,
    ...(fault.errors.length > 0 ? { errors: fault.errors } : {}),
  };
}
