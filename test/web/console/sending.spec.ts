import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { FoundationModule } from '../../../src/apps/foundation.module.js';
import { SendingIdentityStore } from '../../../src/domain/dispatch/sending-identity.store.js';
import { InviteOrganizer } from '../../../src/domain/organizers/invite-organizer.js';
import { IssueSignInLink } from '../../../src/domain/organizers/issue-sign-in-link.js';
import { MailSendingTest } from '../../../src/domain/organizers/mail-sending-test.js';
import { ProveSending } from '../../../src/domain/organizers/prove-sending.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openLog } from '../../../src/platform/config/log.js';
import { MasterKey } from '../../../src/platform/config/master-key.js';
import { rows } from '../../../src/platform/database/sql.js';
import { createHttp } from '../../../src/platform/http/create-http.js';
import { SendingIdentity } from '../../../src/platform/mail/sending-identity.js';
import { ConsoleModule } from '../../../src/web/console/console.module.js';
import { errorPage } from '../../../src/web/parts/error.view.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';

const MINA = 'mina@vigil.ngo';
const OMID = 'omid@vigil.ngo';
const NOBODY = 'organizer@vigil.invalid';
const elsewhere = {
  SMTP_URL: 'smtp://mail.vigil.ngo',
  VIGIL_MAIL_FROM: 'vigil@vigil.ngo',
  VIGIL_BOUNCE_DOMAIN: 'bounces.vigil.ngo',
  VIGIL_DKIM_DOMAIN: 'vigil.ngo',
  VIGIL_DKIM_SELECTOR: 's1',
  VIGIL_DKIM_KEY_FILE: 's1.pem',
};

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let app: NestFastifyApplication;

const get = <T>(type: abstract new (...args: never[]) => T) => app.get<T>(type, { strict: false });
const send = (method: 'GET' | 'POST', url: string, cookie = '') =>
  app.inject({ method, url, headers: { 'sec-fetch-site': 'same-origin', cookie } });
/** What the newest worker says by which way it sends. */
const workerSends = (env: Record<string, string>) => {
  clock.advance(1_000);
  return get(SendingIdentityStore).use(db.manager, new SendingIdentity(loadConfig(env)), clock.now());
};

async function signIn(email: string): Promise<string> {
  const answer = await send('POST', await get(IssueSignInLink).run('operator', email));
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_console');
  clock = new FakeClock();
  const config = loadConfig({});
  const foundation = {
    config,
    clock,
    log: openLog('silent'),
    dataSource: db,
    masterKey: new MasterKey(Buffer.alloc(32)),
  };
  @Module({ imports: [FoundationModule.on(foundation), ConsoleModule] })
  class Root {}
  app = await createHttp(Root, { config, errorPage, log: openLog('silent') });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const invite = get(InviteOrganizer);
  await invite.run('operator', { email: MINA, name: 'Mina', locale: 'fa', administrator: true });
  await invite.run('operator', { email: OMID, name: 'Omid', locale: 'en' });
  await invite.run('operator', { email: NOBODY, name: 'First', locale: 'en', administrator: true });
});
beforeEach(() => {
  clock.advance(3_600_000);
});
afterAll(async () => {
  await app.close();
  await database.close();
});

describe('the console', () => {
  it('says that nothing is known before a worker has started, and mails no test', async () => {
    const cookie = await signIn(OMID);
    expect((await send('GET', '/console/sending', cookie)).body).toContain('No worker has started yet');
    expect((await send('POST', '/console/sending/test', cookie)).statusCode).toBe(409);
  });

  it('names the settings that are missing, in the overview and with the test', async () => {
    await workerSends({ SMTP_URL: 'smtp://mail.vigil.ngo' });
    const cookie = await signIn(OMID);
    const overview = await send('GET', '/console', cookie);
    expect(overview.body).toContain('Nothing leaves but sign-in links: settings are missing.');
    expect(overview.body).toContain('href="/console/sending"');
    const page = await send('GET', '/console/sending', cookie);
    expect(page.body).toContain(
      'VIGIL_DKIM_DOMAIN, VIGIL_DKIM_SELECTOR and VIGIL_DKIM_KEY_FILE, VIGIL_MAIL_FROM',
    );
    expect(page.body).not.toContain('Send me a test mail');
    const refused = await send('POST', '/console/sending/test', cookie);
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('VIGIL_BOUNCE_DOMAIN')]);
  });

  it('mails a test to whoever presses the button, once a minute, and never to a placeholder', async () => {
    await workerSends(elsewhere);
    const cookie = await signIn(OMID);
    expect((await send('GET', '/console/sending', cookie)).body).toContain('Send me a test mail');
    const answer = await send('POST', '/console/sending/test', cookie);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/console/sending']);
    const messages = await rows<{ kind: string; lane: string; contact: Buffer }>(
      db.manager,
      `SELECT m.kind, l.key AS lane FROM message m JOIN lane l ON l.id = m.lane_id`,
    );
    expect(messages).toEqual([{ kind: 'sending-test', lane: 'organizers' }]);
    expect((await send('GET', '/console/sending', cookie)).body).toContain('a test mail was sent. Open it');
    expect((await send('POST', '/console/sending/test', cookie)).statusCode).toBe(409);
    clock.advance(60_000);
    const first = await send('POST', '/console/sending/test', await signIn(NOBODY));
    expect([first.statusCode, first.body]).toEqual([422, expect.stringContaining('placeholder')]);
  });

  it('lets only an administrator test with the mailbox of another, and nobody else take a code', async () => {
    await workerSends(elsewhere);
    const [omid, mina] = await Promise.all(
      [OMID, MINA].map(async (email) => {
        const [organizer] = await rows<{
          id: never;
          email: string;
          name: string;
          locale: string;
          administrator: boolean;
        }>(db.manager, 'SELECT id, email, name, locale, administrator FROM organizer WHERE email = $1', [
          email,
        ]);
        return organizer!;
      }),
    );
    await expect(get(MailSendingTest).run(omid!, MINA)).rejects.toThrow('your role');
    await expect(get(ProveSending).byCode(omid!, '0000 0000 0000')).rejects.toThrow('your role');
    await expect(get(ProveSending).byCode(mina!, '0000 0000 0000')).rejects.toThrow('proves nothing');
    await expect(get(ProveSending).byCode(mina!, 'no code')).rejects.toThrow('proves nothing');
    await expect(get(MailSendingTest).run(mina!, OMID)).resolves.toMatchObject({ email: OMID });
  });

  it('shows the same page behind every link, lets nobody prove by a wrong one, and tells no referrer', async () => {
    for (const token of ['x', 'A'.repeat(43)]) {
      for (const method of ['GET', 'POST'] as const) {
        const answer = await send(method, `/console/sending/arrived/${token}`);
        expect([answer.statusCode, answer.headers['referrer-policy']]).toEqual([
          method === 'GET' ? 200 : 410,
          'no-referrer',
        ]);
        expect(answer.headers['cache-control']).toBe('no-store');
      }
    }
    const proved = await rows(db.manager, 'SELECT 1 FROM sending_identity WHERE proved_at IS NOT NULL');
    expect(proved).toEqual([]);
  });

  it('says nothing in the overview where no test is needed, nor mails one', async () => {
    await workerSends({ SMTP_URL: 'smtp://127.0.0.1:25' });
    const cookie = await signIn(MINA);
    expect((await send('GET', '/console', cookie)).body).not.toContain('/console/sending">چه');
    expect((await send('GET', '/console/sending', cookie)).body).toContain('آزمایشی لازم نیست');
    expect((await send('POST', '/console/sending/test', cookie)).statusCode).toBe(409);
  });
});
