import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FoundationModule } from '../../../src/apps/foundation.module.js';
import { InviteOrganizer } from '../../../src/domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../../src/domain/organizers/issue-sign-in-link.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openLog } from '../../../src/platform/config/log.js';
import { MasterKey } from '../../../src/platform/config/master-key.js';
import { createHttp } from '../../../src/platform/http/create-http.js';
import { ConsoleModule } from '../../../src/web/console/console.module.js';
import { errorPage } from '../../../src/web/parts/error.view.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

const EMAIL = 'mina@organizers.example';

let database: TestDatabase;
let dataSource: DataSource;
let clock: FakeClock;
let app: NestFastifyApplication;

const open = async (root: unknown, publicUrl = 'http://localhost:3000') => {
  const env = publicUrl.startsWith('https')
    ? { VIGIL_PUBLIC_URL: publicUrl, SMTP_URL: 'smtp://mail.example:25', VIGIL_MAIL_FROM: 'a@b.example' }
    : {};
  const config = Object.assign(loadConfig(env), { publicUrl });
  const foundation = {
    config,
    clock,
    log: openLog('silent'),
    dataSource,
    masterKey: new MasterKey(Buffer.alloc(32)),
  };
  @Module({ imports: [FoundationModule.on(foundation), root as never] })
  class Root {}
  const made = await createHttp(Root, { config, errorPage, log: openLog('silent') });
  await made.init();
  await made.getHttpAdapter().getInstance().ready();
  return made;
};

const link = () => app.get(IssueSignInLink, { strict: false }).run('operator', EMAIL);
const post = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers: { 'sec-fetch-site': 'same-origin', ...headers } });
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const signIn = async () => cookieOf(await post(await link()));
const overview = (cookie: string) => app.inject({ method: 'GET', url: '/console', headers: { cookie } });

beforeAll(async () => {
  database = await freshDatabase();
  dataSource = await database.dataSource('vigil_console');
  clock = new FakeClock();
  app = await open(ConsoleModule);
  const invite = app.get(InviteOrganizer, { strict: false });
  await invite.run('operator', { email: EMAIL, name: 'Mina', locale: 'fa' });
});

afterAll(async () => {
  await app.close();
  await database.close();
});

describe('signing in to the console', () => {
  it('shows a button when the link is opened, however often, and changes nothing', async () => {
    const path = await link();
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const answer = await app.inject({ method, url: path });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
    }
    expect((await post(path)).statusCode).toBe(303);
  });

  it('mails a link to an organizer, and gives everybody the same answer', async () => {
    const ask = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/console/sign-in',
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      });
    const answers = [];
    for (const body of [
      `email=${EMAIL}`,
      'email=stranger%40example.org',
      'email=%00',
      '',
      'email=a&email=b',
    ]) {
      answers.push(await ask(body));
    }
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(200);
    expect(await dataSource.query('SELECT id FROM message')).toHaveLength(1);
  });

  it('shows the same page for a link that never was', async () => {
    const real = await app.inject({ method: 'GET', url: await link() });
    const invented = await app.inject({ method: 'GET', url: `/console/sign-in/${'A'.repeat(43)}` });
    const path = /action="[^"]+"/;
    expect(invented.statusCode).toBe(200);
    expect(invented.body.replace(path, '')).toBe(real.body.replace(path, ''));
  });

  it('signs in once by POST, with a cookie no script can read', async () => {
    const path = await link();
    const first = await post(path);
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/console');
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly/);
    expect((await overview(cookieOf(first))).statusCode).toBe(200);
    const second = await post(path);
    expect(second.statusCode).toBe(410);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('refuses a link after 15 minutes', async () => {
    const path = await link();
    clock.advance(15 * 60_000 + 1);
    expect((await post(path)).statusCode).toBe(410);
  });

  it('accepts the null origin that a page without referrer sends, and refuses a foreign one', async () => {
    const answer = await app.inject({ method: 'POST', url: await link(), headers: { origin: 'null' } });
    expect(answer.statusCode).toBe(303);
    expect((await post(await link(), { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  });

  it('replaces the session the browser had', async () => {
    const before = await signIn();
    const after = cookieOf(await post(await link(), { cookie: before }));
    expect(after).not.toBe(before);
    expect((await overview(before)).statusCode).toBe(401);
    expect((await overview(after)).statusCode).toBe(200);
  });

  it('ends after 30 idle minutes, and after 12 hours whatever happens', async () => {
    const idle = await signIn();
    clock.advance(31 * 60_000);
    expect((await overview(idle)).statusCode).toBe(401);
    const busy = await signIn();
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.advance(20 * 60_000);
      expect((await overview(busy)).statusCode).toBe(200);
    }
    clock.advance(21 * 60_000);
    expect((await overview(busy)).statusCode).toBe(401);
  });

  it('ends by signing out, which another site cannot do for one', async () => {
    const cookie = await signIn();
    expect((await post('/console/sign-out', { cookie, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(
      403,
    );
    expect((await overview(cookie)).statusCode).toBe(200);
    expect((await post('/console/sign-out', { cookie })).statusCode).toBe(303);
    expect((await overview(cookie)).statusCode).toBe(401);
  });
});

describe('the console', () => {
  it('lets nobody in without a session, and says how to come by one', async () => {
    const answer = await app.inject({ method: 'GET', url: '/console', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('organizer sign-in');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is not served at a http address that others could listen to', async () => {
    const insecure = await open(ConsoleModule, 'http://vigil.example.org');
    const answer = await insecure.inject({ method: 'GET', url: '/console/sign-in/x' });
    expect(answer.statusCode).toBe(403);
    await insecure.close();
  });

  it('does not start when one of its routes declares no permission', async () => {
    @Controller('console/forgotten')
    class Forgotten {
      @Get()
      show(): string {
        return 'secret';
      }
    }
    @Module({ imports: [ConsoleModule], controllers: [Forgotten] })
    class Faulty {}
    await expect(open(Faulty)).rejects.toThrow('Forgotten.show');
  });
});
