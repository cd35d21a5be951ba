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

  it('find a mail by sender, recipient, subject or text, whatever the case, and page through what was found', async () => {
    const store = app.get(MailboxStore);
    const ids: string[] = [];
    for (let n = 1; n <= 60; n += 1) {
      const text = n === 7 ? 'The needle is می‌خواهم here' : 'hay';
      const mail = `From: a@b\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
      const entry = { from: `desk${n}@post.example`, to: [`p${n}@example.net`], subject: `Letter ${n}` };
      ids.push(await store.keep({ ...entry, date: '2026-11-24T12:00:00.000Z' }, Buffer.from(mail)));
    }
    const found = async (question: Record<string, string>) => {
      const answer = await get(`/mailbox/messages.json?${new URLSearchParams(question).toString()}`);
      return answer.json<{ id: string }[]>().map((mail) => mail.id);
    };
    expect(await found({ q: 'NEEDLE the', in: 'text' })).toEqual([ids[6]]);
    expect(await found({ q: '\u0645\u064Aخواهم' })).toEqual([ids[6]]);
    expect(await found({ q: 'needle', in: 'subject' })).toEqual([]);
    expect(await found({ q: 'letter 60', in: 'subject' })).toEqual([ids[59]]);
    expect(await found({ q: 'desk33@', in: 'from' })).toEqual([ids[32]]);
    expect(await found({ q: 'p1@example.net', in: 'to' })).toEqual([ids[0]]);
    expect(await found({ q: 'p1@example.net letter' })).toEqual([ids[0]]);
    expect(await found({ q: 'nowhere' })).toEqual([]);
    await store.remove(ids[6] ?? '');
    expect(await found({ q: 'needle' })).toEqual([]);
    const second = await get('/mailbox?q=letter&in=subject&page=2');
    expect(second.body.match(/class="list-item"/g)).toHaveLength(9);
    expect(second.body).toContain('href="/mailbox?q=letter&amp;in=subject&amp;page=1"');
    expect(second.body).toMatch(/<option value="subject" selected/);
    await Promise.all(ids.map((each) => store.remove(each)));
  });

  it('list its links, give its files to be saved and show its source', async () => {
    const raw = [
      'From: a@b',
      'Subject: files',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=m',
      '',
      '--m',
      'Content-Type: text/html',
      '',
      '<a href="https://x.example/a?b=1&amp;c=2">go</a><a href="javascript:alert(1)">no</a><img src="cid:dot"><img src="https://track.example/x.gif">',
      '--m',
      'Content-Type: image/gif; name=dot.gif',
      'Content-ID: <dot>',
      'Content-Transfer-Encoding: base64',
      '',
      'R0lGODlhAQABAAAAACw=',
      '--m',
      'Content-Type: text/html; charset=utf-8',
      "Content-Disposition: attachment; filename*=UTF-8''%E2%80%8F%D9%86%D8%A7%D9%85%D9%87%20%28%22x%22%29.html",
      '',
      '<script>alert(1)</script>',
      '--m--',
      '',
    ].join('\r\n');
    const entry = { from: 'a@b', to: ['c@d'], subject: 'files', date: '2026-11-24T12:00:00.000Z' };
    const other = await app.get(MailboxStore).keep(entry, Buffer.from(raw));
    const page = await get(`/mailbox/messages/${other}`);
    expect(page.body).toContain('href="https://x.example/a?b=1&amp;c=2"');
    expect(page.body).not.toContain('href="javascript:');
    expect(page.body).toContain('2 attachments');
    expect(page.body).toContain('Content-Transfer-Encoding: base64');
    const html = await get(`/mailbox/messages/${other}.html`);
    expect(html.body).toContain('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">');
    const gif = await get(`/mailbox/messages/${other}/files/1`);
    expect(gif.rawPayload).toEqual(Buffer.from('R0lGODlhAQABAAAAACw=', 'base64'));
    const script = await get(`/mailbox/messages/${other}/files/2`);
    expect(script.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w%.-]+$/,
      ),
    });
    for (const place of ['0', '3', 'x', '-1']) {
      expect((await get(`/mailbox/messages/${other}/files/${place}`)).statusCode).toBe(404);
    }
    expect((await get(`/mailbox/messages/${other}/files/1`, { host: 'vigil.example.org' })).statusCode).toBe(
      404,
    );
    await app.get(MailboxStore).remove(other);
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
