import { randomUUID } from 'node:crypto';
import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { NestLog, type Log } from '../config/log.js';
import { Metrics } from '../metrics/metrics.js';
import { formLimit, registerBodyParsers, takeBodiesRaw } from './body-parsers.js';
import { answerError, type ErrorPage } from './error-answer.js';
import { ErrorFilter } from './error.filter.js';
import { FrontCache } from './front-cache.js';
import { HttpTally } from './http-tally.js';
import { RequestLog } from './request-log.js';
import { refuseForeignForm } from './same-origin.js';
import { securityHeaders } from './security-headers.js';
import { EdgeAdapter } from './short-routes.js';
import { standardSchemaPipe } from './standard-schema.pipe.js';

/** What the HTTP edge needs to know. */
export interface HttpOptions {
  /** The public URL's scheme decides on HSTS, its origin on whose forms are ours; proxies are CIDRs whose X-Forwarded-… are believed. */
  readonly config: Pick<Config, 'publicUrl' | 'trustProxy'>;
  readonly log: Log;
  readonly errorPage: ErrorPage;
}

/** A Nest application on Fastify with the service's limits, headers, refusals and error answers; not yet listening. */
export async function createHttp(
  root: Type | DynamicModule,
  options: HttpOptions,
): Promise<NestFastifyApplication> {
  const { publicUrl } = options.config;
  const log = new RequestLog(options.log);
  const errors = new ErrorFilter(options.errorPage, log);
  const headers = securityHeaders(new URL(publicUrl).protocol === 'https:');
  const fastify = openFastify(options, headers);
  registerBodyParsers(fastify);
  const tally = new HttpTally();
  const front = new FrontCache();
  const metrics = new Metrics();
  metrics.register(() => Promise.resolve([tally.figures(), front.figures()]));
  // Whoever looks at every request in the log must find them all there.
  if (!options.log.debugs) front.standBefore(fastify);
  const short = await shortContext(fastify, errors);
  const raw = await shortContext(fastify, errors, takeBodiesRaw);
  const adapter = new EdgeAdapter(fastify, short.context, raw.context, front, metrics);
  const settings: Pick<NestApplicationOptions, 'bodyParser' | 'logger' | 'abortOnError'> = {
    bodyParser: false,
    logger: new NestLog(options.log),
    abortOnError: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, settings);
  addHooks(fastify, headers, new URL(publicUrl).origin, log, tally);
  app.useGlobalFilters(errors);
  app.useGlobalPipes(standardSchemaPipe());
  return app;
}

function openFastify(options: HttpOptions, headers: Readonly<Record<string, string>>): FastifyInstance {
  const { trustProxy } = options.config;
  return Fastify({
    bodyLimit: formLimit,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    requestTimeout: 30_000,
    genReqId: () => randomUUID(),
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    forceCloseConnections: 'idle',
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void answerError(error, request, reply.headers(headers), options.errorPage);
    },
  });
}

/**
 * A context of short routes: errors answered as Nest's filter answers them; the edge's hooks reach it from the root,
 * which hands hooks on to the contexts it has. It comes in an object,
 * since an instance of Fastify is thenable: whoever awaits it gets its root.
 */
async function shortContext(
  fastify: FastifyInstance,
  errors: ErrorFilter,
  prepare: (context: FastifyInstance) => void = () => undefined,
): Promise<{ readonly context: FastifyInstance }> {
  const made: FastifyInstance[] = [];
  await fastify.register((context, _options, done) => {
    prepare(context);
    context.setErrorHandler((error, request, reply) => {
      errors.answer(error, request, reply);
    });
    made.push(context);
    done();
  });
  const [context] = made;
  if (!context) throw new Error('the context of the short routes was not made');
  return { context };
}

function addHooks(
  fastify: FastifyInstance,
  headers: Readonly<Record<string, string>>,
  publicOrigin: string,
  log: RequestLog,
  tally: HttpTally,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    refuseForeignForm(request, publicOrigin);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    log.answered(request, reply);
    tally.answered(request.method, request.routeOptions.url, reply.raw.statusCode, reply.elapsedTime);
    done();
  });
}
