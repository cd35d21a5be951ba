import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { contentSecurityPolicy } from '../../platform/http/security-headers.js';
import { renderDocument } from '../parts/render-document.js';

/** Answers a page. */
export function sendPage(reply: FastifyReply, page: VNode): void {
  void reply.type('text/html; charset=utf-8').send(renderDocument(page));
}

/** Answers a page that shows answers of our own in frames. */
export function sendPageWithFrames(reply: FastifyReply, page: VNode): void {
  reply.header('content-security-policy', `${contentSecurityPolicy}; frame-src 'self'`);
  sendPage(reply, page);
}
