import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Injectable, Module, type OnModuleInit, Param, Post } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { DomainError } from '../../../src/kernel/errors.js';
import { openLog } from '../../../src/platform/config/log.js';
import { createHttp } from '../../../src/platform/http/create-http.js';
import { edgeOf } from '../../../src/platform/http/short-routes.js';
import { errorPage } from '../../../src/web/parts/error.view.js';

class Full extends DomainError {
  constructor() {
    super('unavailable', 'full', 'nothing more fits');
  }
}

@Controller()
class TestController {
  @Get('hello/:name')
  hello(@Param('name') name: string) {
    return { name };
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return { kind: Array.isArray(body) ? 'array' : typeof body };
  }

  @Post('checked')
  checked(
    @Body({ schema: z.object({ 'a/b': z.object({ n: z.number() }) }) }) body: { 'a/b': { n: number } },
  ) {
    return body;
  }

  @Post('token/:token')
  @RouteConfig({ acceptsNullOrigin: true })
  token() {
    return {};
  }

  @Get('boom')
  boom(): never {
    throw new Error('secret detail');
  }

  @Get('full')
  full(): never {
    throw new Full();
  }
}

@Injectable()
class RawRoute implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const { raw } = edgeOf(this.host);
    raw.post('/raw', (request, reply) => {
      void reply.send({ bytes: (request.body as Buffer).toString('latin1') });
    });
    raw.post('/raw/boom', () => {
      throw new Full();
    });
  }
}

@Module({ controllers: [TestController], providers: [RawRoute] })
class TestModule {}

const lines: string[] = [];
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  const stream = { write: (line: string) => void lines.push(line) };
  const config = { publicUrl: 'http://localhost:3000', trustProxy: [] };
  app = await createHttp(TestModule, { config, log: openLog('debug', stream), errorPage });
  await app.listen(0, '127.0.0.1');
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
});

afterAll(async () => {
  await app.close();
});

const asPerson = { accept: 'text/html', 'accept-language': 'fa' };

describe('the edge', () => {
  it('puts the security headers on every answer, found or not, and no HSTS without https', async () => {
    for (const path of ['/hello/a', '/nowhere', '/hello/%ff', '/boom']) {
      const { headers } = await app.inject({ url: path });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('geolocation=()');
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('answers people with a page in their language and programs with problem+json', async () => {
    const page = await app.inject({ url: '/nowhere', headers: asPerson });
    expect(page.statusCode).toBe(404);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<html lang="fa" dir="rtl"');
    expect(page.body).toContain('چنین صفحه‌ای نیست');
    const problem = await app.inject({ url: '/nowhere', headers: { accept: 'application/json' } });
    expect(problem.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.json()).toMatchObject({
      status: 404,
      type: 'about:blank',
      title: 'There is no such page',
    });
    expect((await app.inject({ url: '/ar/nowhere', headers: asPerson })).body).toContain('lang="ar"');
  });

  it('tells nothing of an unforeseen error but a number to ask about', async () => {
    const page = await app.inject({ url: '/boom', headers: { accept: 'text/html' } });
    expect(page.statusCode).toBe(500);
    expect(page.body).not.toContain('secret detail');
    expect(lines.some((line) => line.includes('secret detail'))).toBe(true);
  });

  it('says when to come back where it cannot serve just now', async () => {
    const answer = await app.inject({ url: '/full', headers: asPerson });
    expect(answer.statusCode).toBe(503);
    const seconds = Number(answer.headers['retry-after']);
    expect(seconds >= 5 && seconds <= 15).toBe(true);
  });

  it('points at what is wrong in a JSON body (RFC 6901, RFC 9457)', async () => {
    const answer = await app.inject({ method: 'POST', url: '/checked', payload: { 'a/b': { n: 'x' } } });
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).toBe('/a~1b/n');
  });

  it('reads forms and JSON, and answers other bodies 415 and broken ones 422', async () => {
    const post = async (type: string, payload: string | Buffer) =>
      (await app.inject({ method: 'POST', url: '/echo', headers: { 'content-type': type }, payload }))
        .statusCode;
    expect(await post('application/x-www-form-urlencoded', 'a=1&a=2&%00=%FF&__proto__=x&=')).toBe(201);
    expect(await post('application/x-www-form-urlencoded', Buffer.from([0xff, 0xfe, 0x00]))).toBe(201);
    expect(await post('application/json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`)).toBe(201);
    expect(await post('application/json', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).toBe(201);
    expect(await post('application/json', '{"a":')).toBe(422);
    expect(await post('application/json', '')).toBe(422);
    expect(await post('text/plain', 'hello')).toBe(415);
    expect(await post('application/xml', '<a/>')).toBe(415);
    expect(await post('multipart/form-data; boundary=x', '--x--')).toBe(201);
  });

  it('answers a body of 10 MB with 413 and the sender sees it', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024, 'a');
    for (const accept of ['text/html', 'application/json']) {
      const answer = await fetch(`${url}/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
        body: big,
      });
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('larger than any form here');
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await fetch(`${url}/echo`, { method: 'POST', headers, body: big })).status).toBe(413);
    expect((await fetch(`${url}/hello/a`)).status).toBe(200);
  });

  it("refuses another site's form and accepts our own, with or without Fetch Metadata", async () => {
    const post = async (path: string, headers: Record<string, string>) =>
      (await app.inject({ method: 'POST', url: path, headers: { host: 'vigil.test', ...headers } }))
        .statusCode;
    expect(await post('/echo', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post('/echo', { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await post('/echo', { 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(201);
    expect(await post('/echo', { origin: 'https://elsewhere.example' })).toBe(403);
    expect(await post('/echo', { origin: 'null' })).toBe(403);
    expect(await post('/echo', { origin: 'http://vigil.test' })).toBe(201);
    expect(await post('/echo', { origin: 'http://localhost:3000' })).toBe(201);
    expect(await post('/echo', {})).toBe(201);
    expect(await post('/token/abc', { origin: 'null' })).toBe(201);
    expect(await post('/token/abc', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('answers odd addresses with pages, never with 500', async () => {
    for (const path of [
      '/%',
      '/hello/%E0%A4%A',
      `/hello/${'a'.repeat(400)}`,
      '/hello/%00',
      '/?%ff=%',
      '//',
    ]) {
      const { statusCode } = await app.inject({ url: path, headers: asPerson });
      expect([200, 400, 404, 414]).toContain(statusCode);
    }
  });

  it('logs routes by their pattern, without path, address or user agent', async () => {
    lines.length = 0;
    await app.inject({
      method: 'POST',
      url: '/token/TOPSECRET?q=HIDDEN',
      headers: { 'user-agent': 'AGENT' },
    });
    const log = lines.join('');
    expect(log).toContain('/token/:token');
    expect(log).not.toMatch(/TOPSECRET|HIDDEN|AGENT|127\.0\.0\.1/);
  });
});

describe('a route that wants the body as it came', () => {
  const post = (path: string, body: string, type: string) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body: Buffer.from(body, 'latin1'),
      headers: { 'content-type': type },
    });

  it.each([
    'application/json',
    'text/plain; charset=UTF-8',
    'application/x-www-form-urlencoded',
    'any/thing',
  ])('gets every byte of it, whatever it calls itself: %s', async (type) => {
    const body = ' {"a" : 1}\r\n\xff\x00';
    expect(await (await post('/raw', body, type)).json()).toEqual({ bytes: body });
    expect(await (await post('/echo', '{"a":1}', 'application/json')).json()).toEqual({ kind: 'object' });
  });

  it('gets a megabyte and no more, and is answered as every other', async () => {
    expect((await post('/raw', 'x'.repeat(1024 * 1024), 'any/thing')).status).toBe(200);
    const answer = await post('/raw', 'x'.repeat(1024 * 1024 + 1), 'application/json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      413,
      expect.stringContaining('problem+json'),
    ]);
    expect((await post('/raw/boom', 'x', 'any/thing')).status).toBe(503);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the context of short routes', () => {
  it('is one of its own, which none of the hooks of Nest are in', () => {
    const adapter = app.getHttpAdapter();
    const { short, raw } = edgeOf({ httpAdapter: adapter } as unknown as HttpAdapterHost);
    expect(short === adapter.getInstance()).toBe(false);
    expect(raw === adapter.getInstance()).toBe(false);
    expect(short === raw).toBe(false);
  });
});
