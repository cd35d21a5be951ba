import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultOf, type Log } from '../config/log.js';

/**
 * Says what was asked without saying who asked: the route's pattern instead of the path (which may hold a
 * token), no address, no user agent; and answers that went well only at level debug, since a line's
 * time would tell when somebody signed.
 */
export class RequestLog {
  constructor(private readonly sink: Log) {}

  /** One answered request. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    if (reply.statusCode < 500 && !this.sink.debugs) return;
    const fields = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '(no route)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) this.sink.error(fields, 'request failed');
    else this.sink.debug(fields, 'request answered');
  }

  /** An error nobody foresaw. */
  failed(request: FastifyRequest, error: unknown): void {
    const route = request.routeOptions.url ?? '(no route)';
    this.sink.error({ requestId: request.id, route, ...faultOf(error) }, 'unforeseen error');
  }
}
