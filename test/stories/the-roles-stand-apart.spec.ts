import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import PostalMime from 'postal-mime';
import { mailgunEvents } from '../factories/mailgun-events.js';
import { freshDatabase, onServer, serverUrl, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { mailgunSigned } from '../support/mailgun-signed.js';
import { confirmLinkIn } from '../support/mailbox.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { type RoleProcess, startRole } from '../support/role-process.js';
import { runVigil } from '../support/run-vigil.js';
import { smtpSink, type SmtpSink } from '../support/smtp-sink.js';

const LOGIN = `web_${randomBytes(6).toString('hex')}`;
const PASSWORD = randomBytes(16).toString('hex');
const MASTER_KEY = randomBytes(32).toString('base64url');
const HOOK_KEY = randomBytes(16).toString('hex');
/** Longer than what is taken for a program filling in the form. */
const A_PERSON_TAKES_MS = 4_500;
const FIRST = 'organizer@vigil.invalid';

let db: TestDatabase;
let redis: TestRedis | undefined;
let sink: SmtpSink;
let folder: string;
let web: RoleProcess;
let otherWeb: RoleProcess;
let worker: RoleProcess;
let organizers: RoleProcess;
const started: RoleProcess[] = [];

/** What console, worker and the command hold, and the public process must not. */
const inner = (publicUrl: string): Record<string, string> => ({
  DATABASE_URL: db.url,
  VIGIL_MASTER_KEY: MASTER_KEY,
  VIGIL_PUBLIC_URL: publicUrl,
  VIGIL_COUNT_INTERVAL: '1',
  VIGIL_DATA_DIR: join(folder, 'never'),
  SMTP_URL: sink.url,
  ...(redis ? { REDIS_URL: redis.url } : {}),
});

const webDatabaseUrl = () => {
  const url = new URL(db.url);
  url.username = LOGIN;
  url.password = PASSWORD;
  return url.href;
};

/** Asks the database as its owner. */
async function asOwner(sql: string): Promise<unknown[]> {
  const client = new pg.Client(db.url);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows as unknown[];
}

async function start(...[role, env]: Parameters<typeof startRole>): Promise<RoleProcess> {
  const process = await startRole(role, env);
  started.push(process);
  return process;
}

beforeAll(async () => {
  db = await freshDatabase();
  await onServer(
    serverUrl().url,
    `CREATE ROLE ${LOGIN} LOGIN NOINHERIT PASSWORD '${PASSWORD}' IN ROLE vigil_web`,
  );
  redis = hasRedis() ? await startRedis() : undefined;
  sink = await smtpSink();
  folder = mkdtempSync(join(tmpdir(), 'vigil-roles-'));
  const outer = (publicUrl: string): NodeJS.ProcessEnv => ({
    VIGIL_WEB_DATABASE_URL: webDatabaseUrl(),
    VIGIL_PUBLIC_URL: publicUrl,
    VIGIL_COUNT_INTERVAL: '1',
    VIGIL_DATA_DIR: join(folder, 'never'),
  });
  web = await start('web', outer);
  worker = await start('worker', () => ({ ...inner(web.url), VIGIL_HOOK_MAILGUN_KEY: HOOK_KEY }));
  [otherWeb, organizers] = await Promise.all([start('web', () => outer(web.url)), start('console', inner)]);
}, 240_000);

afterAll(async () => {
  await Promise.all(started.map((process) => process.stop()));
  await sink.close();
  await redis?.close();
  await db.close();
  await onServer(serverUrl().url, `DROP ROLE IF EXISTS ${LOGIN}`);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const page = (url: string) => fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });

async function confirmed(at: RoleProcess): Promise<number> {
  const answer = await fetch(`${at.url}/c/ashraf/progress.json`);
  return ((await answer.json()) as { confirmed: number }).confirmed;
}

/** Fills in the form that one process rendered, as slowly as a person does, and posts it to another. */
async function sign(rendered: RoleProcess, posted: RoleProcess, email: string): Promise<Response> {
  const form = await (await page(`${rendered.url}/en/c/ashraf`)).text();
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(form) ?? [];
  const [, stamp = ''] = /name="stamp" value="([^"]+)"/.exec(form) ?? [];
  expect([action, stamp !== '']).toEqual(['/en/c/ashraf/signatures', true]);
  const readAt = Date.now();
  await eventually(() => Date.now() - readAt > A_PERSON_TAKES_MS);
  return fetch(posted.url + action, {
    method: 'POST',
    body: new URLSearchParams({ name: 'Suzie Keen', email, visibility: 'counted', locale: 'en', stamp }),
    redirect: 'manual',
  });
}

/** The link of the confirmation that arrived at the mail server. */
async function linkFor(email: string): Promise<string> {
  const mail = await eventually(() => sink.mails.find(({ to }) => to === email), 20_000);
  return confirmLinkIn(await PostalMime.parse(mail.source));
}

/** Runs a command as an operator does, apart from every process. */
async function vigil(...args: string[]): Promise<Record<string, unknown>> {
  const ran = await runVigil(inner(organizers.url), ...args, '--json');
  expect([args, ran.code, ran.err]).toEqual([args, 0, '']);
  return ran.json() as Record<string, unknown>;
}

describe('web, console and worker, apart', () => {
  it('take a signature in, mail its owner, and count it once it is confirmed by POST', async () => {
    const before = await confirmed(web);
    const answer = await sign(web, web, 'suzie@example.org');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/c/ashraf/check-your-mail']);
    const link = await linkFor('suzie@example.org');
    expect(link.startsWith(`${web.url}/en/confirm/`)).toBe(true);
    expect((await page(link)).status).toBe(200);
    expect(await confirmed(web)).toBe(before);
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    await eventually(async () => (await confirmed(web)) === before + 1, 20_000);
    const words = await (await page(`${web.url}/en/c/ashraf`)).text();
    expect(words).toContain(before + 1 === 1 ? '1 person has signed' : `${before + 1} people have signed`);
  }, 60_000);

  it('serve from two public processes what either of them rendered', async () => {
    const before = await confirmed(otherWeb);
    expect((await sign(web, otherWeb, 'ana@example.org')).status).toBe(303);
    const link = (await linkFor('ana@example.org')).replace(web.url, otherWeb.url);
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    await eventually(async () => (await confirmed(web)) === before + 1, 20_000);
    await eventually(async () => (await confirmed(otherWeb)) === before + 1, 20_000);
  }, 60_000);

  it('let an organizer sign in at the port of the console', async () => {
    const { url } = (await vigil('organizer', 'sign-in', FIRST)) as { url: string };
    expect(url.startsWith(`${organizers.url}/console/sign-in/`)).toBe(true);
    const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
    expect(answer.status).toBe(303);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const overview = await fetch(`${organizers.url}/console`, { headers: { cookie, accept: 'text/html' } });
    expect(overview.status).toBe(200);
    expect(await overview.text()).toContain('ashraf');
    const elsewhere = await fetch(`${web.url}/console`, { headers: { cookie, accept: 'text/html' } });
    expect(elsewhere.status).toBe(404);
  }, 60_000);

  it('answer 404 at every door but their own', async () => {
    const ofConsole = ['/console', '/console/sign-in', '/console/letters', '/console/mailings'];
    const ofWeb = [
      '/',
      '/c/ashraf',
      '/fa/c/ashraf',
      '/c/ashraf/progress.json',
      '/confirm/x',
      '/me',
      '/withdraw/x',
    ];
    const answers = async (at: RoleProcess, paths: readonly string[]) =>
      new Set(await Promise.all(paths.map(async (path) => (await page(at.url + path)).status)));
    expect(await answers(web, ofConsole)).toEqual(new Set([404]));
    expect(await answers(organizers, ofWeb)).toEqual(new Set([404]));
    expect(await answers(worker, [...ofConsole, ...ofWeb])).toEqual(new Set([404]));
    const form = { method: 'POST', body: new URLSearchParams({ email: 'x@example.org' }) };
    expect((await fetch(`${organizers.url}/c/ashraf/signatures`, form)).status).toBe(404);
    expect((await fetch(`${web.url}/console/sign-in`, form)).status).toBe(404);
    for (const each of [web, otherWeb, organizers, worker]) {
      expect((await fetch(`${each.url}/mailbox`)).status).toBe(404);
      expect((await fetch(`${each.url}/health/ready`)).status).toBe(200);
      const metrics = await (await fetch(`${each.url}/metrics`)).text();
      expect(metrics.includes('vigil_dispatch_messages')).toBe(each === worker);
    }
  });

  (existsSync('/proc/self/environ') ? it : it.skip)(
    'leave the public process without the master key and without the owner of the database',
    () => {
      const environOf = ({ pid }: RoleProcess) =>
        new Map(
          readFileSync(`/proc/${pid}/environ`, 'utf8')
            .split('\0')
            .filter(Boolean)
            .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
        );
      expect(environOf(worker).get('VIGIL_MASTER_KEY')).toBe(MASTER_KEY);
      for (const each of [web, otherWeb]) {
        const environ = environOf(each);
        const names = [...environ.keys()].filter((name) => /^VIGIL_|_URL$|PASSWORD|KEY/.test(name)).sort();
        expect(names).toEqual([
          'VIGIL_COUNT_INTERVAL',
          'VIGIL_DATA_DIR',
          'VIGIL_PUBLIC_URL',
          'VIGIL_WEB_DATABASE_URL',
        ]);
        const all = [...environ.values()].join('\n');
        expect(all).not.toContain(MASTER_KEY);
        expect(all).not.toContain(db.url);
      }
      expect(existsSync(join(folder, 'never'))).toBe(false);
    },
  );

  it('have the public process at the database by a login that can read nobody', async () => {
    const users = `SELECT DISTINCT usename AS name FROM pg_stat_activity
      WHERE application_name = 'vigil_web' AND datname = current_database()`;
    expect(await asOwner(users)).toContainEqual({ name: LOGIN });
    expect(await asOwner('SELECT count(*)::integer AS n FROM signature')).toEqual([{ n: 2 }]);
    const login = new pg.Client(webDatabaseUrl());
    await login.connect();
    try {
      const secret = 'signature message scope_key intake organizer public_name tally_explanation'.split(' ');
      for (const role of ['NONE', 'vigil_web']) {
        await login.query(`SET ROLE ${role}`);
        for (const table of secret) {
          await expect(login.query(`SELECT * FROM public.${table}`)).rejects.toThrow('permission denied');
        }
      }
      for (const role of ['vigil_worker', 'vigil_console', new URL(db.url).username]) {
        await expect(login.query(`SET ROLE ${role}`)).rejects.toThrow('permission denied to set role');
      }
    } finally {
      await login.end();
    }
  });

  it('let a relay report to the worker, and to nobody else', async () => {
    const mail = sink.mails.find(({ to }) => to === 'ana@example.org');
    const mark = mail?.messageId.replace(/[<>]/g, '') ?? '';
    const body = JSON.stringify(mailgunSigned(mailgunEvents(mark).complained, { key: HOOK_KEY }));
    const report = async (to: RoleProcess, relay = 'mailgun') =>
      (await fetch(`${to.url}/inbound/${relay}`, { method: 'POST', body })).status;
    for (const each of [web, otherWeb, organizers]) expect(await report(each)).toBe(404);
    for (const other of ['ses', 'postmark', 'sendgrid']) expect(await report(worker, other)).toBe(404);
    expect([await report(worker), await report(worker)]).toEqual([200, 406]);
    const sql = 'SELECT e.source, e.kind, s.reason FROM inbound_event e, suppression s';
    expect(await asOwner(sql)).toEqual([{ source: 'mailgun', kind: 'complaint', reason: 'complaint' }]);
    expect(worker.output()).not.toMatch(/ana@|@example\.org/);
  });

  it('rest from signing together, and let go on what was begun', async () => {
    expect((await sign(web, web, 'late@example.org')).status).toBe(303);
    const link = await linkFor('late@example.org');
    const before = await confirmed(web);
    await vigil('signing', 'pause', '--reason', 'The story wants it.');
    for (const each of [web, otherWeb]) {
      await eventually(async () => {
        const words = await (await page(`${each.url}/en/c/ashraf`)).text();
        return words.includes('Signing rests for the moment') && !words.includes('<form');
      }, 10_000);
      const refused = await fetch(`${each.url}/fa/c/ashraf/signatures`, {
        method: 'POST',
        body: new URLSearchParams({ name: 'پریسا', email: 'parisa@example.org' }),
      });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '300']);
      const again = await refused.text();
      expect(again).toContain('value="پریسا"');
      expect(again).not.toContain('The story wants it.');
    }
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    await eventually(async () => (await confirmed(otherWeb)) === before + 1, 20_000);
    await vigil('signing', 'resume');
    for (const each of [web, otherWeb]) {
      await eventually(
        async () => (await (await page(`${each.url}/en/c/ashraf`)).text()).includes('<form'),
        10_000,
      );
    }
    expect(await vigil('tally', 'proof')).toMatchObject({ outcome: 'agreed', departures: [] });
  }, 90_000);

  it('proved the count on the first look at the clock, and say so to nobody but the log', () => {
    expect(worker.output()).toContain('the public count agrees with the signatures');
    expect(web.output()).not.toContain('the public count agrees');
  });

  it('stop cleanly, each by itself', async () => {
    expect(await Promise.all(started.map((process) => process.stop()))).toEqual([0, 0, 0, 0]);
  }, 30_000);
});
