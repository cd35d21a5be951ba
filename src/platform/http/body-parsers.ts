import type { Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type FormFields, UnreadableBody } from './form-fields.js';
import { Upload, type UploadRule } from './upload.js';

/** The most bytes a form or a JSON body may have; a longer one is answered 413 and not read further. */
export const formLimit = 64 * 1024;

/**
 * Reads `application/x-www-form-urlencoded` as the URL standard does. Bytes that are no UTF-8 become
 * U+FFFD, which the fields' own checks refuse with a message, so that nothing typed is lost.
 */
export function parseForm(body: Buffer): FormFields {
  const fields: FormFields = Object.create(null) as FormFields;
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[name] = [before, value];
  }
  return fields;
}

/** Reads JSON of any depth; `__proto__` stays an ordinary key, since schemas pick what they know. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new UnreadableBody();
  }
}

/**
 * Only these bodies are read; anything else is answered 415. A multipart body is accepted and ignored:
 * one-click unsubscribing may use it (RFC 8058 §3.1) and says nothing in it that the address does not. A route that takes
 * files gets it unread.
 */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: formLimit } as const;
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    options,
    (_request, body: Buffer, done) => {
      done(null, parseForm(body));
    },
  );
  fastify.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json/i,
    options,
    (_request, body: Buffer, done) => {
      try {
        done(null, parseJson(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addContentTypeParser(
    'multipart/form-data',
    (request: FastifyRequest, body: Readable, done: Parsed) => {
      const rule = request.routeOptions.config as UploadRule | undefined;
      if (rule?.takesUpload) done(null, new Upload(request.headers, body));
      else ignore(body, done);
    },
  );
}

type Parsed = (error: Error | null, body?: unknown) => void;

function ignore(body: Readable, done: Parsed): void {
  let seen = 0;
  body.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen <= formLimit) return;
    body.removeAllListeners('data').pause();
    done(new PayloadTooLargeException());
  });
  body.on('end', () => {
    if (seen <= formLimit) done(null, {});
  });
  body.on('error', done);
}

/** The most bytes of a body that is taken as it came: what a relay sends at once, many events together, stays below. */
const RAW_LIMIT = 1024 * 1024;

/** Bodies of any type come as bytes: a signature covers these, not what they mean. */
export function takeBodiesRaw(context: FastifyInstance): void {
  context.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: RAW_LIMIT } as const;
  context.addContentTypeParser('*', options, (_request, body: Buffer, done) => {
    done(null, body);
  });
}
