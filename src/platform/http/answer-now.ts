import type { FastifyReply } from 'fastify';
import { flat } from './front-cache.js';

/**
 * Answers at once with the headers set so far and these others, past what the framework does to a body on its way (hooks,
 * serialising, types): for the few answers that thousands wait for. Nothing may be sent after it.
 */
export function answerNow(
  reply: FastifyReply,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): void {
  reply.hijack();
  const all = flat(reply.getHeaders());
  for (const name in headers) all.push(name, headers[name] ?? '');
  all.push('content-length', String(Buffer.byteLength(body)));
  reply.raw.writeHead(status, all).end(body);
}
