import { afterEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { FrontCache } from '../../../src/platform/http/front-cache.js';

let fastify: FastifyInstance;
let made: number;
let current: boolean;

/** A server that makes a page anew for each who asks, and lays it down. */
async function server(): Promise<string> {
  const front = new FrontCache();
  made = 0;
  current = true;
  fastify = Fastify({ forceCloseConnections: 'idle' });
  front.standBefore(fastify);
  fastify.get('/*', (request, reply) => {
    made += 1;
    const body = Buffer.from(`page ${made}`);
    const headers = {
      etag: `"${made}"`,
      'x-own': 'yes',
      vary: 'Accept-Language',
      'content-length': body.length,
    };
    front.keep(request.raw, { headers, etag: headers.etag, body, isCurrent: () => current });
    return reply.headers(headers).send(body);
  });
  return fastify.listen({ port: 0, host: '127.0.0.1' });
}

afterEach(() => fastify.close());

const asked = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.text(), own: answer.headers.get('x-own') };
};

describe('answers that everybody gets', () => {
  it('are made once and given again, headers and all', async () => {
    const url = await server();
    expect(await asked(`${url}/a`)).toEqual({ status: 200, body: 'page 1', own: 'yes' });
    expect(await asked(`${url}/a`)).toEqual({ status: 200, body: 'page 1', own: 'yes' });
    expect(made).toBe(1);
  });

  it('are made anew as soon as they are not what would be shown', async () => {
    const url = await server();
    await asked(`${url}/a`);
    current = false;
    expect((await asked(`${url}/a`)).body).toBe('page 2');
    expect((await asked(`${url}/a`)).body).toBe('page 3');
    current = true;
    expect((await asked(`${url}/a`)).body).toBe('page 3');
  });

  it('are told apart by address, language and coding', async () => {
    const url = await server();
    await asked(`${url}/a`, { headers: { 'accept-language': 'fa' } });
    await asked(`${url}/a`, { headers: { 'accept-language': 'en' } });
    await asked(`${url}/b`, { headers: { 'accept-language': 'fa' } });
    await asked(`${url}/a`, { headers: { 'accept-language': 'fa', 'accept-encoding': 'identity' } });
    expect(made).toBe(4);
    expect((await asked(`${url}/a`, { headers: { 'accept-language': 'fa' } })).body).toBe('page 1');
  });

  it('are answered 304, without what the asker has, where the tag is named', async () => {
    const url = await server();
    await asked(`${url}/a`);
    const again = await asked(`${url}/a`, { headers: { 'if-none-match': 'W/"1", "x"' } });
    expect(again).toEqual({ status: 304, body: '', own: null });
    expect(made).toBe(1);
  });

  it('are not kept for queries, other methods and long askings', async () => {
    const url = await server();
    const long = { headers: { 'accept-language': 'x'.repeat(600) } };
    for (const [path, init] of [
      ['/a?x', {}],
      ['/a', { method: 'HEAD' }],
      ['/a', long],
    ] as const) {
      await asked(`${url}${path}`, init);
      await asked(`${url}${path}`, init);
    }
    expect(made).toBe(6);
  });

  it('are left to the framework once the server closes', async () => {
    const front = new FrontCache();
    fastify = Fastify();
    front.standBefore(fastify);
    await fastify.ready();
    const request = { method: 'GET', url: '/a', headers: {} };
    front.keep(request, { headers: {}, etag: '"1"', body: Buffer.of(), isCurrent: () => true });
    await fastify.close();
    expect(front.answer(request as never, {} as never)).toBe(false);
  });
});
