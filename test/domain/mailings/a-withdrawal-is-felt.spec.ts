import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PumpLane } from '../../../src/domain/dispatch/pump-lane.js';
import { SubmitForm } from '../../../src/domain/intake/submit-form.js';
import { PublishedKeys } from '../../../src/domain/keys/published-keys.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { MailingStore, type Mailing } from '../../../src/domain/mailings/mailing.store.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { DecideIntake } from '../../../src/domain/signatures/decide-intake.js';
import { FoldTally } from '../../../src/domain/signatures/fold-tally.js';
import { PublishedTally } from '../../../src/domain/signatures/published-tally.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { SupporterAudience } from '../../../src/domain/signatures/supporter-audience.js';
import { supporterTokens, type SupporterTokens } from '../../../src/domain/signatures/supporter-tokens.js';
import { TokenActs } from '../../../src/domain/signatures/token-acts.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { LaneId, LetterId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type SmtpSink, smtpSink } from '../../support/smtp-sink.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const START = new Date('2026-08-01T12:00:00Z');
const SEND_AT = new Date('2026-09-01T06:00:00Z');
const clock = new FakeClock(START);

let database: TestDatabase;
let world: LettersWorld;
let sink: SmtpSink;
let letterId: LetterId;
let submit: SubmitForm;
let acts: TokenActs;
let tallies: PublishedTally;

beforeAll(async () => {
  sink = await smtpSink();
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), clock, sink.url)).withCampaign();
  letterId = await world.approvedLetter('news');
  const web = database.webDatabase();
  submit = new SubmitForm(web, new PublishedKeys(web, clock), clock);
  acts = new TokenActs(web, clock);
  tallies = new PublishedTally(web, clock);
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

beforeEach(async () => {
  clock.set(START);
  sink.mails.length = 0;
  await world.db.query('DELETE FROM message_attempt');
  for (const table of ['message', 'public_name', 'signature']) await world.db.query(`DELETE FROM ${table}`);
});

/** Signs with name and news, confirms, and answers the person's tokens. */
async function supporter(name: string): Promise<SupporterTokens> {
  const form = {
    kind: 'sign', name, email: `${name.toLowerCase()}@example.org`, country: null, comment: null, visibility: 'name',
    news: true, locale: 'en', textVersion: 'a'.repeat(64), extra: {},
  }; // prettier-ignore
  await submit.run({ scope: world.campaignId, form });
  await world.get(DecideIntake).run();
  const [newest] = await world.db.query<{ ref: string; issue: number }[]>(
    `SELECT ref, issue FROM message WHERE kind = 'confirmation' ORDER BY ctid DESC LIMIT 1`,
  );
  const ring = await world.get(ScopeKeys).ring(world.campaignId);
  const tokens = supporterTokens(ring.tokenKey, newest!.ref, newest!.issue);
  expect((await acts.confirm(tokens.confirm)).outcome).toBe('confirmed');
  await world.get(PublishNames).run();
  return tokens;
}

/** A mailing to the supporters, approved and in the ledger; none of it has left. */
async function materialised(): Promise<Mailing> {
  const planned = await world.get(PlanMailing).run(world.anna, {
    campaignId: world.campaignId,
    letterId,
    sendAt: SEND_AT,
    zone: 'Asia/Baghdad',
    keeping: { n: 3, day: '2023-09-01' as CalendarDate },
    acknowledgeOldStatuses: true,
  });
  const mailing = await world.get(SubmitMailing).run(world.anna, planned.id);
  await world.get(ApproveMailing).run(world.omid, mailing.id, mailing.sha256!);
  clock.set(SEND_AT);
  await world.get(MaterialiseMailing).run(mailing.id);
  return world.get(MailingStore).get(world.db.manager, mailing.id);
}

async function pumpAll({ batchId }: Mailing): Promise<void> {
  await eventually(async () => {
    const lanes = await world.db.query<{ id: LaneId }[]>(
      `SELECT DISTINCT lane_id AS id FROM message WHERE batch_id = $1 AND state IN ('ready', 'leased')`,
      [batchId],
    );
    await Promise.all(lanes.map(({ id }) => world.get(PumpLane).run(id)));
    return lanes.length === 0;
  });
}

async function standing() {
  await world.get(FoldTally).run();
  const names = await world.db.query<{ shown: string }[]>('SELECT shown FROM public_name ORDER BY shown');
  const filter = { campaignId: world.campaignId, confirmedUntil: '2026-09-01' as CalendarDate };
  clock.advance(10_001);
  return {
    count: (await tallies.get(world.campaignId)).confirmed,
    names: names.map(({ shown }) => shown),
    audience: await world.get(SupporterAudience).count(world.db.manager, filter),
  };
}

describe('a supporter who leaves while an approved mailing waits', () => {
  it.each(['withdraw', 'erase', 'news off'] as const)('by %s is not written to', async (how) => {
    await supporter('Ana');
    const suzie = await supporter('Suzie');
    expect(await standing()).toEqual({ count: 2, names: ['Ana', 'Suzie'], audience: 2 });
    const mailing = await materialised();
    expect(mailing).toMatchObject({ candidates: 2, planned: 2 });

    // A month on the link of the thank-you page still opens: the letter that waits carries it, so it was renewed.
    const own = { email: 'suzie@example.org', me: suzie.me };
    if (how === 'withdraw') expect((await acts.withdraw(suzie.withdraw)).outcome).toBe('withdrawn');
    if (how === 'erase') await submit.run({ scope: world.campaignId, form: { kind: 'erase', ...own } });
    if (how === 'news off')
      await submit.run({ scope: world.campaignId, form: { kind: 'change', ...own, news: false } });
    await world.get(DecideIntake).run();
    await world.get(PublishNames).run();

    expect(await standing()).toEqual(
      how === 'news off'
        ? { count: 2, names: ['Ana', 'Suzie'], audience: 1 }
        : { count: 1, names: ['Ana'], audience: 1 },
    );
    sink.mails.length = 0;
    await pumpAll(mailing);
    expect(sink.mails.map(({ to }) => to)).toEqual(['ana@example.org']);
  });

  it('counts again once they sign again, and hears of the next mailing, not of the last', async () => {
    const first = await supporter('Suzie');
    await acts.withdraw(first.withdraw);
    expect(await standing()).toEqual({ count: 0, names: [], audience: 0 });
    await supporter('Suzie');
    expect(await standing()).toEqual({ count: 1, names: ['Suzie'], audience: 1 });
    const mailing = await materialised();
    sink.mails.length = 0;
    await pumpAll(mailing);
    expect(sink.mails.map(({ to }) => to)).toEqual(['suzie@example.org']);
  });
});
