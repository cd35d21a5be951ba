import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../../src/kernel/clock.js';
import { Config, loadConfig } from '../../../src/platform/config/config.js';
import { Log, openLog } from '../../../src/platform/config/log.js';
import { createHttp } from '../../../src/platform/http/create-http.js';
import { compileMail } from '../../../src/platform/mail/compile-mail.js';
import { composeMail } from '../../../src/platform/mail/compose-mail.js';
import { MailboxStore } from '../../../src/platform/mail/mailbox-store.js';
import { MailboxPagesModule } from '../../../src/web/ops/mailbox/mailbox.module.js';
import { errorPage } from '../../../src/web/parts/error.view.js';
import { FakeClock } from '../../support/fake-clock.js';

let app: NestFastifyApplication;
let dataDir: string;
let id: string;
let source: Buffer;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vigil-mailbox-'));
  const config = loadConfig({ VIGIL_DATA_DIR: dataDir });
  const log = openLog('silent');
  const foundation = [
    { provide: Config, useValue: config },
    { provide: Clock, useValue: new FakeClock() },
    { provide: Log, useValue: log },
  ];
  @Global()
  @Module({ providers: foundation, exports: foundation })
  class Foundation {}
  @Module({ imports: [Foundation, MailboxPagesModule] })
  class Pages {}
  app = await createHttp(Pages, { config, log, errorPage });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();

  const { pieces } = compileMail({
    from: { address: 'vigil@localhost', name: 'Vigil' },
    subject: 'Bestätigen <b>Sie</b>',
    text: 'Follow (https://vigil.example.org/confirm/abc) <script>alert(1)</script>\n',
    html: '<p>Follow</p><script>alert(1)</script>',
    locale: 'de',
    automatic: true,
  });
  const head = {
    to: { address: 'zoë@example.net' },
    date: new Date(0),
    messageId: '<m1@localhost>',
    feedbackId: 'f',
  };
  source = composeMail(pieces, head, {});
  id = await app.get(MailboxStore).keep(
    {
      from: 'vigil@localhost',
      to: ['zoë@example.net'],
      subject: 'Bestätigen <b>Sie</b>',
      date: '2026-11-24T12:00:00.000Z',
    },
    source,
  );
});

afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { host: 'localhost:3000', accept: 'text/html', ...headers } });

describe('the mailbox’s pages', () => {
  it('list what would have been sent, for people and for programs', async () => {
    const page = await get('/mailbox');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Bestätigen &lt;b>Sie&lt;/b>');
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await get('/mailbox/messages.json')).json()).toEqual([
      {
        id,
        from: 'vigil@localhost',
        to: ['zoë@example.net'],
        subject: 'Bestätigen <b>Sie</b>',
        date: '2026-11-24T12:00:00.000Z',
      },
    ]);
    expect(
      (await get(`/mailbox/messages.json?to=${encodeURIComponent('ZOË@example.net')}`)).json(),
    ).toHaveLength(1);
    expect((await get('/mailbox/messages.json?to=ann@example.net')).json()).toEqual([]);
    expect((await get('/mailbox?to=nobody&page=99')).statusCode).toBe(200);
  });

  it('give a mail as it was received', async () => {
    const eml = await get(`/mailbox/messages/${id}.eml`);
    expect(eml.headers['content-type']).toBe('message/rfc822');
    expect(eml.rawPayload.equals(source)).toBe(true);
  });

  it('show its HTML where it can do nothing, and its text with the link to follow', async () => {
    const page = await get(`/mailbox/messages/${id}`);
    expect(page.body).toContain(`<iframe class="mail-frame" sandbox src="/mailbox/messages/${id}.html"`);
    expect(page.body).toContain('<a href="https://vigil.example.org/confirm/abc" rel="noreferrer">');
    expect(page.body).not.toContain('<script>');
    expect(page.headers['content-security-policy']).toContain("frame-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    const html = await get(`/mailbox/messages/${id}.html`);
    expect(html.headers['content-security-policy']).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
  });

  it('are not there for anybody who does not sit at this machine', async () => {
    for (const url of [
      '/mailbox',
      '/mailbox/messages.json',
      `/mailbox/messages/${id}`,
      `/mailbox/messages/${id}.eml`,
    ]) {
      expect((await get(url, { host: 'vigil.example.org' })).statusCode).toBe(404);
      expect((await get(url, { 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(404);
      expect((await get(url, { forwarded: 'for=127.0.0.1' })).statusCode).toBe(404);
    }
  });

  it('know no other files', async () => {
    for (const file of ['key', '..%2Fkey', `${id}.sealed`, 'x.eml', `${id}.eml.eml`]) {
      expect((await get(`/mailbox/messages/${file}`)).statusCode).toBe(404);
    }
  });
});
