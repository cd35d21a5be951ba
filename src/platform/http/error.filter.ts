import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError, type ErrorPage } from './error-answer.js';
import { faultOf } from './problem.js';
import type { RequestLog } from './request-log.js';

/** The one place where what was thrown becomes an answer. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly page: ErrorPage,
    private readonly log: RequestLog,
  ) {}

  /** What a controller threw. */
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Logs what nobody foresaw, then answers. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (faultOf(error).status === 500) this.log.failed(request, error);
    if (!reply.sent) void answerError(error, request, reply, this.page);
  }
}
