import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnniversaryStore } from '../../../src/domain/anniversaries/anniversary.store.js';
import { anniversarySection } from '../../../src/domain/anniversaries/anniversary-section.js';
import { ApproveLate } from '../../../src/domain/anniversaries/approve-late.js';
import { FollowOccurrences } from '../../../src/domain/anniversaries/follow-occurrences.js';
import { ImportAnniversary } from '../../../src/domain/anniversaries/import-anniversary.js';
import { ListOccurrences } from '../../../src/domain/anniversaries/list-occurrences.js';
import { OccurrenceStore } from '../../../src/domain/anniversaries/occurrence.store.js';
import { PlanOccurrence } from '../../../src/domain/anniversaries/plan-occurrence.js';
import { RaiseOccurrences } from '../../../src/domain/anniversaries/raise-occurrences.js';
import { SkipOccurrence } from '../../../src/domain/anniversaries/skip-occurrence.js';
import { PumpLane } from '../../../src/domain/dispatch/pump-lane.js';
import { SweepLedger } from '../../../src/domain/dispatch/sweep-ledger.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { OldStatuses } from '../../../src/domain/mailings/mailing.errors.js';
import { MailingStore } from '../../../src/domain/mailings/mailing.store.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { StartDueMailings } from '../../../src/domain/mailings/start-due-mailings.js';
import type { Organizer } from '../../../src/domain/organizers/role.rules.js';
import type { LaneId, MailingId, OccurrenceId } from '../../../src/kernel/id.js';
import { confirmedSupporter } from '../../factories/supporters.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type SmtpSink, smtpSink } from '../../support/smtp-sink.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const CREATED = '2025-11-24T12:00:00Z';
const WITHIN = '2026-08-10T02:00:00Z';
const THE_DAY = '2026-09-01T06:00:00Z';

let database: TestDatabase;
let world: LettersWorld;
let sink: SmtpSink;
const clock = new FakeClock();

beforeAll(async () => {
  sink = await smtpSink();
});

afterAll(async () => {
  await sink.close();
});

/** Every test has a database of its own, since an occurrence exists once. */
beforeEach(async () => {
  sink.mails.length = 0;
  clock.set(CREATED);
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), clock, sink.url)).withCampaign();
  await world.db.transaction((tx) => world.get(ImportAnniversary).run(tx, world.campaignId, rule()));
});

afterEach(async () => {
  await world.close();
  await database.close();
});

const rule = () =>
  anniversarySection.parse([
    {
      key: 'first-of-september',
      day: '2013-09-01',
      time: '09:00',
      zone: 'Asia/Baghdad',
      letters: ['anniversary', 'news'],
    },
  ]);

const approveLetters = async () => {
  await world.approvedLetter('anniversary');
  await world.approvedLetter('news');
};
const raise = (in_ = world) => in_.get(RaiseOccurrences).run();
const follow = () => world.get(FollowOccurrences).run();
const occurrences = async () => {
  const [anniversary] = await world.get(AnniversaryStore).list(world.db.manager);
  return world.get(OccurrenceStore).list(world.db.manager, anniversary!.id);
};
const mailingsOf = async (id: OccurrenceId) =>
  Promise.all(
    (await world.get(OccurrenceStore).mailings(world.db.manager, id)).map(({ mailingId }) =>
      world.get(MailingStore).get(world.db.manager, mailingId),
    ),
  );
const approveAll = async (id: OccurrenceId, by: Organizer) => {
  for (const mailing of await mailingsOf(id)) {
    if (mailing.state !== 'in_review') continue;
    await world.get(ApproveMailing).run(by, mailing.id, mailing.sha256!, { acknowledgeOldStatuses: true });
  }
};
const send = async (id: MailingId) => {
  await world.get(MaterialiseMailing).run(id);
  const { batchId } = await world.get(MailingStore).get(world.db.manager, id);
  await eventually(async () => {
    const lanes = await world.db.query<{ id: LaneId }[]>(
      `SELECT DISTINCT lane_id AS id FROM message WHERE batch_id = $1 AND state IN ('ready', 'leased')`,
      [batchId],
    );
    await Promise.all(lanes.map((lane) => world.get(PumpLane).run(lane.id)));
    return lanes.length === 0;
  });
  await world.get(SweepLedger).run();
};

/** A source without quoted-printable's soft breaks and spaces. */
const unquoted = (source: string) => source.replace(/=\r?\n/g, '').replace(/=20/g, ' ');

describe('raising', () => {
  it('writes nothing down before the horizon, and one occurrence within it', async () => {
    await approveLetters();
    clock.set('2026-08-01T02:00:00Z');
    expect(await raise()).toEqual({ raised: [], awaiting: [] });
    clock.set(WITHIN);
    const { raised, awaiting } = await raise();
    expect(raised).toHaveLength(1);
    expect(awaiting).toEqual(raised);
    const [occurrence] = await occurrences();
    expect(occurrence).toMatchObject({ year: 2026, n: 13, day: '2026-09-01', state: 'awaiting_approval' });
    expect(occurrence?.at.toISOString()).toBe('2026-09-01T06:00:00.000Z');
    expect(await raise()).toEqual({ raised: [], awaiting: [] });
    const mailings = await mailingsOf(occurrence!.id);
    expect(
      mailings.map(({ letterKey, state, submittedBy }) => [letterKey, state, submittedBy]).sort(),
    ).toEqual([
      ['anniversary', 'in_review', null],
      ['news', 'in_review', null],
    ]);
  });

  it('by two processes at once, and again after a restart in the middle, happens once', async () => {
    await approveLetters();
    clock.set(WITHIN);
    const other = await LettersWorld.on(await database.dataSource(), clock, sink.url);
    const plan = world.get(PlanOccurrence);
    const real = plan.run.bind(plan);
    plan.run = () => Promise.reject(new Error('killed'));
    await expect(raise()).rejects.toThrow('killed');
    plan.run = real;
    expect((await occurrences()).map(({ state }) => state)).toEqual(['planned']);
    await Promise.all([raise(), raise(other), raise(), raise(other)]);
    await other.close();
    expect((await occurrences()).map(({ state }) => state)).toEqual(['awaiting_approval']);
    const [count] = await world.db.query<{ count: number }[]>(
      'SELECT count(*)::integer AS count FROM mailing',
    );
    expect(count?.count).toBe(2);
  });

  it('says what it waits for, and goes on once that is there', async () => {
    clock.set(WITHIN);
    expect((await raise()).awaiting).toEqual([]);
    const [waiting] = await occurrences();
    expect(waiting).toMatchObject({
      state: 'planned',
      waitsFor: 'the letter anniversary has no approved version',
    });
    expect(await mailingsOf(waiting!.id)).toEqual([]);
    await approveLetters();
    expect((await raise()).awaiting).toHaveLength(1);
  });

  it('after a long silence writes down as missed what is past its grace, and sends nothing', async () => {
    await approveLetters();
    clock.set('2028-10-01T00:00:00Z');
    await raise();
    await follow();
    expect((await occurrences()).map(({ year, state }) => [year, state])).toEqual([
      [2026, 'missed'],
      [2027, 'missed'],
      [2028, 'missed'],
    ]);
    expect(await raise()).toEqual({ raised: [], awaiting: [] });
    expect(sink.mails).toEqual([]);
  });
});

describe('an anniversary', () => {
  it('goes out on its day after approval', async () => {
    await approveLetters();
    const keys = world.get(ScopeKeys);
    await confirmedSupporter(world.db, keys, world.campaignId, { name: 'sara' });
    await confirmedSupporter(world.db, keys, world.campaignId, { name: 'hamid', locale: 'fa' });
    await confirmedSupporter(world.db, keys, world.campaignId, { name: 'quiet', news: false });
    await confirmedSupporter(world.db, keys, world.campaignId, { name: 'held', held: 'quarantined' });
    await confirmedSupporter(world.db, keys, world.campaignId, { name: 'late', confirmedOn: '2026-09-02' });
    clock.set(WITHIN);
    await raise();
    const [occurrence] = await occurrences();
    const [first] = await mailingsOf(occurrence!.id);
    await expect(world.get(ApproveMailing).run(world.anna, first!.id, first!.sha256!)).rejects.toThrow(
      OldStatuses,
    );
    await approveAll(occurrence!.id, world.omid);
    await follow();
    expect((await occurrences())[0]?.state).toBe('approved');

    clock.set(THE_DAY);
    await world.get(StartDueMailings).run();
    for (const { id } of await mailingsOf(occurrence!.id)) await send(id);
    expect(sink.mails.map(({ to }) => to).sort()).toEqual([
      'hamid@supporters.example',
      'office@ally.example',
      'premier@accused.example',
      'president@ally.example',
      'sara@supporters.example',
    ]);
    const mailTo = (address: string) => unquoted(sink.mails.find(({ to }) => to === address)?.source ?? '');
    expect(mailTo('president@ally.example')).toContain('13th / 13 / 1 September 2026');
    expect(mailTo('president@ally.example')).toContain('4 people (10 August 2026)');
    const toSara = mailTo('sara@supporters.example');
    expect(toSara).toContain('Dear sara,');
    expect(toSara).toMatch(/^List-Unsubscribe: <http/m);
    expect(toSara).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(toSara).toContain('Auto-Submitted: auto-generated');
    await follow();
    expect((await occurrences())[0]?.state).toBe('kept');
    expect(await follow()).toBe(0);
  });

  it('does not go out without approval, is missed past its grace, and comes late only when a person asks', async () => {
    await approveLetters();
    clock.set(WITHIN);
    await raise();
    const [occurrence] = await occurrences();
    clock.set(THE_DAY);
    await world.get(StartDueMailings).run();
    for (const { id } of await mailingsOf(occurrence!.id)) await world.get(MaterialiseMailing).run(id);
    expect(sink.mails).toEqual([]);
    clock.set('2026-09-05T00:00:00Z');
    await world.get(StartDueMailings).run();
    await follow();
    expect((await occurrences())[0]?.state).toBe('missed');

    const late = await world.get(ApproveLate).run(world.anna, occurrence!.id);
    await expect(world.get(ApproveLate).run(world.omid, occurrence!.id)).rejects.toThrow('asked for');
    expect(late.map(({ submittedBy }) => submittedBy)).toEqual([world.anna.id, world.anna.id]);
    await expect(approveAll(occurrence!.id, world.anna)).rejects.toThrow('cannot approve');
    await approveAll(occurrence!.id, world.omid);
    await follow();
    expect((await occurrences())[0]?.state).toBe('approved');
    for (const { id } of await mailingsOf(occurrence!.id)) await send(id);
    await follow();
    expect((await occurrences())[0]?.state).toBe('kept');
    expect(sink.mails.map(({ to }) => to).sort()).toEqual([
      'office@ally.example',
      'premier@accused.example',
      'president@ally.example',
    ]);
  });

  it('that is skipped cancels its mailings and is not raised again', async () => {
    await approveLetters();
    clock.set(WITHIN);
    await raise();
    const [occurrence] = await occurrences();
    await world.get(SkipOccurrence).run(world.omid, occurrence!.id, 'not this year');
    expect((await mailingsOf(occurrence!.id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await raise()).toEqual({ raised: [], awaiting: [] });
    expect((await occurrences())[0]).toMatchObject({ state: 'skipped', reason: 'not this year' });
  });

  it('is listed with its ordinal and local time in the language asked for', async () => {
    const list = (locale: string) => world.get(ListOccurrences).run({ count: 2, locale });
    expect(
      (await list('en')).map(({ ordinal, dayInWords, localTime, zone, state }) => [
        ordinal,
        dayInWords,
        localTime,
        zone,
        state,
      ]),
    ).toEqual([
      ['13th', '1 September 2026', '09:00', 'Asia/Baghdad', 'foreseen'],
      ['14th', '1 September 2027', '09:00', 'Asia/Baghdad', 'foreseen'],
    ]);
    expect((await list('fa'))[0]?.ordinal).toBe('سیزدهمین');
    expect((await list('ar'))[0]?.ordinal).toBe('الثالثة عشرة');
    expect((await list('fr'))[0]).toMatchObject({ ordinal: '13e', dayInWords: '1er septembre 2026' });
    expect((await list('tr'))[0]?.ordinal).toBe('year 13');
  });
});
