import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PumpLane } from '../../../src/domain/dispatch/pump-lane.js';
import { TakeInbound } from '../../../src/domain/dispatch/take-inbound.js';
import { SubmitForm } from '../../../src/domain/intake/submit-form.js';
import { PublishedKeys } from '../../../src/domain/keys/published-keys.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { DecideIntake } from '../../../src/domain/signatures/decide-intake.js';
import { SettleNewsStops } from '../../../src/domain/signatures/settle-news-stops.js';
import { supporterTokens, type SupporterTokens } from '../../../src/domain/signatures/supporter-tokens.js';
import { TokenActs } from '../../../src/domain/signatures/token-acts.js';
import { UnsubscribeByMail } from '../../../src/domain/signatures/unsubscribe-by-mail.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { LaneId } from '../../../src/kernel/id.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { openLog } from '../../../src/platform/config/log.js';
import { deliveredTo } from '../../../src/platform/mail/inbound/delivered-to.js';
import { ImapMailbox } from '../../../src/platform/mail/inbound/imap-mailbox.js';
import { imapSettings } from '../../../src/platform/mail/inbound/imap-settings.js';
import { MailIdentity } from '../../../src/platform/mail/mail-identity.js';
import { unsubscribeAddress } from '../../../src/platform/mail/unsubscribe-address.js';
import { EmptyMailbox } from '../../../src/web/inbound/empty-mailbox.js';
import { InboundMail } from '../../../src/web/inbound/inbound-mail.js';
import { TakeMail } from '../../../src/web/inbound/take-mail.js';
import { bounceMail } from '../../factories/bounce.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { hasDovecot, noDovecot, startDovecot } from '../../support/dovecot.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { sendMail } from '../../support/send-mail.js';
import { freePort } from '../../support/service.js';
import { type SmtpSink, smtpSink } from '../../support/smtp-sink.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const DOMAIN = 'bounces.example.org';
const START = new Date('2026-08-01T12:00:00Z');
const SEND_AT = new Date('2026-09-01T06:00:00Z');
const clock = new FakeClock(START);

let database: TestDatabase;
let world: LettersWorld;
let sink: SmtpSink;
let acts: TokenActs;
let take: TakeMail;
let door: InboundMail;
let port: number;
let tokens: SupporterTokens;
/** The update as it arrived, and the addresses it came with. */
let update: { source: string; returnPath: string; address: string };

async function supporter(): Promise<SupporterTokens> {
  const web = database.webDatabase();
  acts = new TokenActs(web, clock);
  const form = {
    kind: 'sign', name: 'Suzie', email: 'suzie@example.org', country: null, comment: null, visibility: 'counted',
    news: true, locale: 'en', textVersion: 'a'.repeat(64), extra: {},
  }; // prettier-ignore
  await new SubmitForm(web, new PublishedKeys(web, clock), clock).run({ scope: world.campaignId, form });
  await world.get(DecideIntake).run();
  const [mail] = await world.db.query<{ ref: string; issue: number }[]>(
    `SELECT ref, issue FROM message WHERE kind = 'confirmation'`,
  );
  const ring = await world.get(ScopeKeys).ring(world.campaignId);
  const made = supporterTokens(ring.tokenKey, mail!.ref, mail!.issue);
  await acts.confirm(made.confirm);
  return made;
}

/** An anniversary's letter to the one supporter, approved, sent and received. */
async function received(): Promise<typeof update> {
  const planned = await world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId: await world.approvedLetter('news'),
    sendAt: SEND_AT,
    zone: 'Asia/Baghdad',
    keeping: { n: 3, day: '2023-09-01' as CalendarDate },
    acknowledgeOldStatuses: true,
  });
  const mailing = await world.get(SubmitMailing).run(world.anna, planned.id);
  await world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!);
  clock.set(SEND_AT);
  await world.get(MaterialiseMailing).run(mailing.id);
  const mail = await eventually(async () => {
    const lanes = await world.db.query<{ id: LaneId }[]>(
      `SELECT DISTINCT lane_id AS id FROM message WHERE kind = 'anniversary' AND state = 'ready'`,
    );
    for (const { id } of lanes) await world.get(PumpLane).run(id);
    return sink.mails.find(({ source }) => source.includes('List-Unsubscribe'));
  });
  const [, address = ''] = /<mailto:([^>]+)>/.exec(mail.source) ?? [];
  return { source: mail.source, returnPath: mail.from, address };
}

beforeAll(async () => {
  if (!hasDovecot) process.stderr.write(`${noDovecot}: skipped\n`);
  sink = await smtpSink();
  database = await freshDatabase();
  const env = { VIGIL_BOUNCE_DOMAIN: DOMAIN, VIGIL_INBOUND_LISTEN: 'smtp://127.0.0.1:2525' };
  world = await (await LettersWorld.on(await database.dataSource(), clock, sink.url, env)).withCampaign();
  tokens = await supporter();
  update = await received();
  const worker = await database.dataSource('vigil_worker');
  take = new TakeMail(world.get(TakeInbound), new UnsubscribeByMail(worker, clock));
  port = await freePort();
  const config = loadConfig({ VIGIL_INBOUND_LISTEN: `smtp://127.0.0.1:${port}` });
  door = new InboundMail(config, world.get(MailIdentity), take, openLog('silent'));
  await door.onApplicationBootstrap();
}, 60_000);

afterAll(async () => {
  await door.onApplicationShutdown();
  await world.close();
  await sink.close();
  await database.close();
});

beforeEach(async () => {
  await acts.unsubscribe(tokens.unsubscribe, 'none');
  await world.get(SettleNewsStops).run();
  for (const table of ['suppression', 'outbox', 'inbound_event'])
    await world.db.query(`DELETE FROM ${table}`);
  sink.mails.length = 0;
});

const wish = (...fields: string[]) =>
  ['From: Suzie <suzie@example.org>', ...fields, 'Subject: unsubscribe', '', 'Suzie wants no more.', ''].join(
    '\r\n',
  );
const mail = (to: string, source = wish(), from = 'suzie@example.org') =>
  sendMail(port, { from, to, source });

/** All that a mail could have changed or left behind, after the worker has done its part. */
async function standing() {
  await world.get(SettleNewsStops).run();
  const all = <Row>(sql: string) => world.db.query<Row[]>(sql);
  return {
    news: (await all<{ news: boolean }>('SELECT news FROM signature')).map(({ news }) => news),
    stops: await all('SELECT reach, settled FROM news_stop'),
    suppressed: await all(
      'SELECT scope, reason, only_news AS "onlyNews" FROM suppression ORDER BY scope NULLS LAST',
    ),
    kept: await all('SELECT kind FROM inbound_event'),
    answered: sink.mails.length,
  };
}
const stopped = (reach = 'campaign') => ({
  news: [false],
  stops: [{ reach, settled: reach }],
  suppressed: [
    { scope: world.campaignId, reason: 'unsubscribed', onlyNews: true },
    ...(reach === 'instance' ? [{ scope: null, reason: 'unsubscribed', onlyNews: true }] : []),
  ],
  kept: [],
  answered: 0,
});
const untouched = { news: [true], stops: [], suppressed: [], kept: [], answered: 0 };

describe('unsubscribing by mail', () => {
  it('is offered beside the link in the header, on lines that mail servers take', () => {
    const link = `http://localhost:3000/en/unsubscribe/${tokens.unsubscribe}`;
    const address = unsubscribeAddress(tokens.unsubscribe, DOMAIN);
    expect(update.source).toContain(
      `\r\nList-Unsubscribe: <${link}>,\r\n <mailto:${address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`,
    );
    expect(update.address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('ends the news of the campaign, once, however often it comes and in whatever letters', async () => {
    expect(await standing()).toEqual(untouched);
    await mail(update.address);
    expect(await standing()).toEqual(stopped());
    for (const to of [update.address, update.address.toUpperCase(), update.address]) await mail(to);
    expect(await standing()).toEqual(stopped());
  });

  it('never narrows what was chosen before', async () => {
    await acts.unsubscribe(tokens.unsubscribe, 'instance');
    await mail(update.address);
    expect(await standing()).toEqual(stopped('instance'));
  });

  it('is nothing for a token that was never made, and the sender learns nothing of it', async () => {
    const other = unsubscribeAddress(Buffer.alloc(32, 1).toString('base64url'), DOMAIN);
    await mail(other);
    expect(await standing()).toEqual(untouched);
    const taken = await take.run({ source: 'smtp', to: [other], raw: Buffer.from(wish()) });
    const known = await take.run({ source: 'smtp', to: [update.address], raw: Buffer.from(wish()) });
    expect(taken).toEqual(known);
  });

  it.each([
    ['a bounce by its envelope', wish(), ''],
    ['a bounce by what it says', bounceMail({ salt: 'x' }).toString(), 'mailer-daemon@example.net'],
    ['an absence', wish('Auto-Submitted: auto-replied'), undefined],
    ['a program', wish('Auto-Submitted: auto-generated'), undefined],
    ['a list', wish('Precedence: bulk'), undefined],
  ])('is not wished by %s', async (_, source, from) => {
    await mail(update.address, source, from);
    expect(await standing()).toEqual(untouched);
  });

  it('is wished by a mail that says itself that no program wrote it', async () => {
    await mail(update.address, wish('Auto-Submitted: no'));
    expect(await standing()).toEqual(stopped());
  });

  it('is refused at an address that holds no token', async () => {
    await expect(mail(update.address.replace('@', '0@'))).rejects.toMatchObject({ responseCode: 550 });
  });

  it('works out of a mailbox as well, by the address in the header, but for what had no sender', async () => {
    const lying = (...fields: string[]) => {
      const raw = Buffer.from(wish(...fields, `To: <${update.address}>`));
      return take.run({ source: 'imap', to: deliveredTo(raw), raw });
    };
    await lying('Return-Path: <>');
    expect(await standing()).toEqual(untouched);
    await lying('Return-Path: <suzie@example.org>', `Delivered-To: catch-all@${DOMAIN}`);
    expect(await standing()).toEqual(stopped());
  });

  (hasDovecot ? it : it.skip)(
    'leaves nothing in a mailbox, whether the token was ever made or not',
    async () => {
      const server = await startDovecot();
      const folders = ['Vigil-done', 'Vigil-unread'];
      const other = unsubscribeAddress(Buffer.alloc(32, 1).toString('base64url'), DOMAIN);
      for (const to of [other, update.address]) server.deliver(wish(`To: <${to}>`));
      const mailbox = await ImapMailbox.open(imapSettings(server.url()), folders);
      try {
        await new EmptyMailbox(take, loadConfig({}), openLog('silent')).run(mailbox, () => true);
        expect([undefined, ...folders].map((folder) => server.mails(folder))).toEqual([[], [], []]);
        expect(await standing()).toEqual(stopped());
      } finally {
        await mailbox.close();
        await server.remove();
      }
    },
  );

  it('leaves a report at the other addresses of the same mail what it is', async () => {
    const raw = Buffer.from(bounceMail({ status: '4.2.2', words: '452 4.2.2 mailbox full', salt: 'both' }));
    await take.run({ source: 'smtp', from: '', to: [update.address, update.returnPath], raw });
    expect(await standing()).toEqual({ ...untouched, kept: [{ kind: 'bounce' }] });
  });

  it('breaks on no mail with more addresses than a person would write', async () => {
    const some = Array.from({ length: 1_500 }, (_, n) =>
      unsubscribeAddress(Buffer.alloc(32, `${n}`).toString('base64url'), DOMAIN),
    );
    await take.run({ source: 'imap', to: [update.address, ...some], raw: Buffer.from(wish()) });
    expect(await standing()).toEqual(stopped());
  });
});
