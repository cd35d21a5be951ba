import type { FastifyReply } from 'fastify';
import { SLOT } from '../../platform/mail/slots.js';

/** A mail's markup is a stranger to our pages: no script, no form, no request, and only our own pages may frame it. */
const strangerPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** What is filled for each recipient stands in the preview by its name. */
const named = (text: string): string => text.replace(SLOT, '[$1]');

/** Answers one part of a mail as it will be sent. */
export function sendPreview(
  reply: FastifyReply,
  part: 'html' | 'text',
  letter: { readonly html: string; readonly text: string },
): void {
  reply.header('content-security-policy', strangerPolicy);
  const type = part === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8';
  void reply.type(type).send(named(letter[part]));
}
