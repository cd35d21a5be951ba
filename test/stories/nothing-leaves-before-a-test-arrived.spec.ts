import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { dkimKeys } from '../support/dkim-keys.js';
import { eventually } from '../support/eventually.js';
import { otherAddress } from '../support/other-address.js';
import { askDatabaseOf } from '../support/own-database.js';
import { type Service, startService } from '../support/service.js';
import { smtpSink, type SmtpSink } from '../support/smtp-sink.js';

const ANNA = 'anna@vigil.ngo';
const host = otherAddress();
const told = host === undefined ? describe.skip : describe;

let sink: SmtpSink;
let service: Service;
let whole: Record<string, string>;

const to = (address: string) => sink.mails.filter((mail) => mail.to === address);
const newestTo = async (address: string, count: number) => {
  const mails = await eventually(() => (to(address).length >= count ? to(address) : undefined), 20_000);
  return PostalMime.parse(mails.at(-1)?.source ?? '');
};
const status = async () => {
  const { stdout } = await service.vigil('dispatch', 'status', '--json');
  return (JSON.parse(stdout) as { sending: Record<string, unknown> }).sending;
};
const doctor = async () => {
  const { stdout } = await service.vigil('doctor', '--json');
  const { checks } = JSON.parse(stdout) as { checks: { part: string; level: string; finding: string }[] };
  return checks.find(({ part }) => part === 'sending');
};

async function sign(email: string): Promise<void> {
  const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Parisa', email, visibility: 'counted', locale: 'en' }),
  });
  expect(answer.status).toBe(202);
}

/** Until the worker has decided and asked for the mail of so many forms. */
const waiting = (count: number) =>
  eventually(async () => {
    const [row] = await askDatabaseOf<{ ready: number }>(
      service,
      `SELECT count(*)::integer AS ready FROM message WHERE kind = 'confirmation' AND state = 'ready'`,
    );
    return row?.ready === count;
  }, 20_000);

/** Long enough for a pump that would send: one that may was asked for later, and has sent. */
async function aSignInLinkLeft(count: number): Promise<void> {
  await fetch(`${service.url}/console/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email: ANNA }),
  });
  await eventually(
    () => to(ANNA).filter(({ source }) => source.includes('/console/sign-in/')).length === count,
    20_000,
  );
}

async function restart(changes: Record<string, string>): Promise<void> {
  await service.stop();
  Object.assign(service.env, changes);
  await service.start();
}

told('a service whose mail server is elsewhere', () => {
  beforeAll(async () => {
    sink = await smtpSink({}, host);
    const { dkim } = await dkimKeys('vigil.ngo');
    whole = {
      VIGIL_MAIL_FROM: 'Vigil <vigil@vigil.ngo>',
      VIGIL_DKIM_DOMAIN: dkim.domain,
      VIGIL_DKIM_SELECTOR: dkim.rsa.selector,
      VIGIL_DKIM_KEY_FILE: dkim.rsa.keyFile,
      VIGIL_BOUNCE_DOMAIN: 'bounces.vigil.ngo',
    };
    service = await startService({ SMTP_URL: `${sink.url}?tls=never` });
    await service.vigil('organizer', 'invite', ANNA, '--name', 'Anna', '--administrator');
  }, 90_000);

  afterAll(async () => {
    await service.remove();
    await sink.close();
  });

  it('says what is missing, and keeps a confirmation waiting while a sign-in link leaves', async () => {
    expect(service.output()).toContain(
      'NOTHING LEAVES but sign-in links: VIGIL_DKIM_DOMAIN, VIGIL_DKIM_SELECTOR',
    );
    await sign('first@supporters.ngo');
    await waiting(1);
    await aSignInLinkLeft(1);
    expect(sink.mails.map((mail) => mail.to)).toEqual([ANNA]);
    expect(await status()).toMatchObject({
      state: 'settings-missing',
      missing: ['dkim', 'from', 'bounce-domain'],
      waiting: 1,
    });
    const refused = await service.vigil('dispatch', 'test', '--to', ANNA);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'vigil: set VIGIL_DKIM_DOMAIN, VIGIL_DKIM_SELECTOR and VIGIL_DKIM_KEY_FILE, VIGIL_MAIL_FROM, VIGIL_BOUNCE_DOMAIN and start the service again first.\n',
    ]);
    expect(await doctor()).toMatchObject({ level: 'failure' });
  }, 60_000);

  it('sends a test once all is set, and nothing else for it, however often its link is opened', async () => {
    await restart(whole);
    await aSignInLinkLeft(2);
    expect(await status()).toMatchObject({ state: 'untested', waiting: 1 });
    const words = await service.vigil('dispatch', 'status');
    expect(words.stdout).toContain('until a test mail has arrived: `vigil dispatch test --to EMAIL`');
    expect(words.stdout).toContain('1 message waits; the first gives up at ');
    expect((await service.vigil('dispatch', 'test', '--to', ANNA)).code).toBe(0);
    const mail = await newestTo(ANNA, 3);
    const link = /^(http\S+\/console\/sending\/arrived\/\S+)$/m.exec(mail.text ?? '')?.[1] ?? '';
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
    expect(await status()).toMatchObject({
      state: 'test-under-way',
      test: { state: 'accepted', replyCode: 250 },
      waiting: 1,
    });
    expect((await doctor())?.finding).toContain('the mail server took the test mail');
    expect(to('first@supporters.ngo')).toEqual([]);

    const answer = await fetch(link, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('Mail leaves from now on'),
    ]);
    expect((await newestTo('first@supporters.ngo', 1)).text).toContain('/confirm/');
    expect(await status()).toMatchObject({ state: 'proved', waiting: 0 });
    await sign('second@supporters.ngo');
    await newestTo('second@supporters.ngo', 1);
    expect(await doctor()).toMatchObject({ level: 'ok' });
  }, 90_000);

  it('begins anew with another sender, whose test is confirmed by the code, and by no older one', async () => {
    const older = /^\d{4} \d{4} \d{4}$/m.exec((await newestTo(ANNA, 3)).text ?? '')?.[0] ?? '';
    await restart({ VIGIL_MAIL_FROM: 'Vigil <other@vigil.ngo>' });
    await sign('third@supporters.ngo');
    await waiting(1);
    expect((await service.vigil('dispatch', 'test', '--to', ANNA)).code).toBe(0);
    const mail = await newestTo(ANNA, 4);
    const code = /^\d{4} \d{4} \d{4}$/m.exec(mail.text ?? '')?.[0] ?? '';
    expect(code).not.toBe(older);
    const wrong = await service.vigil('dispatch', 'arrived', '0000 0000 0000');
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      'vigil: this link or code proves nothing any more: send another test mail.\n',
    ]);
    // The older code proves again what it proved before, and nothing of the new sender.
    expect((await service.vigil('dispatch', 'arrived', older)).code).toBe(0);
    expect(await status()).toMatchObject({ state: 'test-under-way', sender: 'other@vigil.ngo' });
    expect(to('third@supporters.ngo')).toEqual([]);
    expect((await service.vigil('dispatch', 'arrived', code)).stdout).toContain(
      'from other@vigil.ngo: a test mail arrived',
    );
    await newestTo('third@supporters.ngo', 1);
  }, 90_000);

  it('has every step in the audit log', async () => {
    const acts = await askDatabaseOf<{ act: string; actor: string }>(
      service,
      `SELECT act, actor FROM audit_entry WHERE act LIKE 'dispatch.%' ORDER BY number`,
    );
    const [anna] = await askDatabaseOf<{ id: string }>(service, 'SELECT id FROM organizer WHERE email = $1', [
      ANNA,
    ]);
    expect(acts).toEqual([
      { act: 'dispatch.test-mailed', actor: 'operator' },
      { act: 'dispatch.sending-proved', actor: anna?.id },
      { act: 'dispatch.test-mailed', actor: 'operator' },
      { act: 'dispatch.sending-proved', actor: 'operator' },
      { act: 'dispatch.sending-proved', actor: 'operator' },
    ]);
    expect((await service.vigil('audit', 'verify')).code).toBe(0);
  });
});
