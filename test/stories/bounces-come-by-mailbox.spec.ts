import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bounceMail } from '../factories/bounce.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type Dovecot, hasDovecot, noDovecot, startDovecot } from '../support/dovecot.js';
import { eventually } from '../support/eventually.js';
import { imapGate, type ImapGate } from '../support/imap-gate.js';
import { type Service, startService } from '../support/service.js';
import { smtpSink, type SmtpSink } from '../support/smtp-sink.js';

let database: TestDatabase;
let owner: pg.Client;
let server: Dovecot;
let gate: ImapGate;
let sink: SmtpSink;
let service: Service;

beforeAll(async () => {
  if (!hasDovecot) {
    process.stderr.write(`${noDovecot}: skipped\n`);
    return;
  }
  database = await freshDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  server = await startDovecot();
  gate = await imapGate(server.port);
  sink = await smtpSink();
  service = await startService({
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    SMTP_URL: `${sink.url}?tls=never`,
    VIGIL_BOUNCE_DOMAIN: 'bounces.example.org',
    VIGIL_IMAP_URL: server.url(gate.port),
    LOG_LEVEL: 'info',
  });
}, 90_000);

afterAll(async () => {
  if (!hasDovecot) return;
  await service.remove();
  await sink.close();
  await gate.close();
  await server.remove();
  await owner.end();
  await database.close();
});

const softBounces = async () => {
  const { rows } = await owner.query<{ n: number }>('SELECT sum(soft_bounces)::int AS n FROM message');
  return rows[0]?.n;
};
const events = async () => {
  const { rows } = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM inbound_event');
  return rows[0]?.n;
};

(hasDovecot ? describe : describe.skip)('bounces come by a mailbox', () => {
  let returnPath = '';
  const bounce = (salt: string) =>
    bounceMail({
      status: '4.2.2',
      words: '452 4.2.2 mailbox full',
      salt,
      delivered: [`Delivered-To: ${returnPath}`],
    });

  it('to a service that counts them', async () => {
    await fetch(`${service.url}/c/ashraf/signatures`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'Parisa', email: 'parisa@example.net', locale: 'en' }),
      redirect: 'manual',
    });
    const mail = await eventually(() => sink.mails[0]);
    returnPath = mail.from;
    server.deliver(bounce('first'));
    await eventually(() => server.mails('Vigil-done').length === 1, 30_000);
    expect(await softBounces()).toBe(1);
  }, 90_000);

  it('once, though it is killed after a bounce was counted and before it was moved', async () => {
    const came = gate.freezeAt('MOVE');
    server.deliver(bounce('second'));
    await came;
    expect(await softBounces()).toBe(2);
    await service.kill();
    expect(server.mails()).toHaveLength(1);
    await service.start();
    await eventually(() => server.mails('Vigil-done').length === 2, 30_000);
    await eventually(() => server.mails().length === 0);
    expect([await softBounces(), await events()]).toEqual([2, 2]);
  }, 90_000);

  it('and none is lost, though it is killed while it reads one', async () => {
    const came = gate.freezeAt('BODY');
    server.deliver(bounce('third'));
    await came;
    await service.kill();
    expect([await softBounces(), server.mails().length]).toEqual([2, 1]);
    await service.start();
    await eventually(() => server.mails('Vigil-done').length === 3, 30_000);
    expect([await softBounces(), await events()]).toEqual([3, 3]);
  }, 90_000);

  it('and it stops at once when it is asked to, in the middle of waiting', async () => {
    expect(await service.stop()).toBe(0);
    expect(gate.open()).toBe(0);
    expect(service.output()).not.toMatch(/parisa|se%cret|se%25cret/);
  }, 30_000);
});
