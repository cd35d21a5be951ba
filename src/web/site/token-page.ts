import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { renderDocument } from '../parts/render-document.js';

/** Sends a page that belongs to a token: kept nowhere, told to nobody by a referrer. */
export async function sendTokenPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: VNode,
): Promise<void> {
  tokenHeaders(reply.header('content-language', requestLocale(request)).header('vary', 'Accept-Language'));
  await reply.type('text/html; charset=utf-8').send(renderDocument(page));
}
