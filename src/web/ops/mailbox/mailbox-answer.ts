import { NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayShowMailbox, type MailboxConfig } from './mailbox-access.js';

/** What the mailbox page may load: our own files, and the preview in its frame. */
const PAGE_CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Elsewhere than at this machine there is no such page. */
export function allowMailbox(config: MailboxConfig, request: FastifyRequest): void {
  if (!mayShowMailbox(config, request.headers)) throw new NotFoundException();
}

/** A page of ours about mails. */
export function sendPage(reply: FastifyReply, html: string): void {
  send(reply.header('content-security-policy', PAGE_CSP), 'text/html; charset=utf-8', html);
}

/** What belongs to mails is kept by nobody, and its address told to nobody. */
export function send(reply: FastifyReply, type: string, body: string | Buffer): void {
  void reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type(type)
    .send(body);
}
