import type { FastifyReply, FastifyRequest } from 'fastify';

const MOST = 32 * 1024 * 1024;

/**
 * Reads on and throws away what a refused request still sends (to a limit), and leaves the connection
 * open for it: closing at once would reset it, and the sender would never see the 413 page.
 */
export function swallowBody(request: FastifyRequest, reply: FastifyReply): void {
  const raw = request.raw;
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MOST) return;
  reply.removeHeader('connection');
  let seen = 0;
  raw.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen > MOST) raw.destroy();
  });
  raw.resume();
}
