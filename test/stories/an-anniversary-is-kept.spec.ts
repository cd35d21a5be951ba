import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { FollowOccurrences } from '../../src/domain/anniversaries/follow-occurrences.js';
import { ListOccurrences } from '../../src/domain/anniversaries/list-occurrences.js';
import { RaiseOccurrences } from '../../src/domain/anniversaries/raise-occurrences.js';
import { PumpLane } from '../../src/domain/dispatch/pump-lane.js';
import { SweepLedger } from '../../src/domain/dispatch/sweep-ledger.js';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { ApproveMailing } from '../../src/domain/mailings/approve-mailing.js';
import { MailingStore } from '../../src/domain/mailings/mailing.store.js';
import { MaterialiseMailing } from '../../src/domain/mailings/materialise-mailing.js';
import { PreviewMailing } from '../../src/domain/mailings/preview-mailing.js';
import { StartDueMailings } from '../../src/domain/mailings/start-due-mailings.js';
import type { LaneId, MailingId } from '../../src/kernel/id.js';
import { confirmedSupporter } from '../factories/supporters.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FakeClock } from '../support/fake-clock.js';
import { type SmtpSink, smtpSink } from '../support/smtp-sink.js';
import { LettersWorld } from '../worlds/letters.world.js';

let database: TestDatabase;
let world: LettersWorld;
let sink: SmtpSink;
const clock = new FakeClock(new Date('2026-11-24T12:00:00Z'));

beforeAll(async () => {
  sink = await smtpSink();
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), clock, sink.url)).withFoundingCampaign();
  await world.approvedLetter('anniversary-to-bodies');
  await world.approvedLetter('anniversary-to-supporters');
  for (const [name, locale] of [
    ['sara', 'fa'],
    ['john', 'en'],
    ['layla', 'ar'],
    ['jeanne', 'fr'],
  ] as const) {
    await confirmedSupporter(world.db, world.get(ScopeKeys), world.campaignId, { name, locale });
  }
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

async function mailings(): Promise<readonly MailingId[]> {
  const [next] = await world.get(ListOccurrences).run({ count: 1 });
  return next?.mailings ?? [];
}

/** What the worker does when its minute comes: the schedule, the mailings that are due, and every lane that is open. */
async function minute(): Promise<void> {
  await world.get(StartDueMailings).run();
  for (const id of await mailings()) await world.get(MaterialiseMailing).run(id);
  const lanes = await world.db.query<{ id: LaneId }[]>('SELECT id FROM lane');
  await Promise.all(lanes.map(({ id }) => world.get(PumpLane).run(id)));
  await world.get(SweepLedger).run();
  await world.get(FollowOccurrences).run();
}

async function mailTo(address: string) {
  const sunk = sink.mails.find(({ to }) => to === address);
  if (!sunk) throw new Error(`no mail to ${address}`);
  return PostalMime.parse(sunk.source);
}

describe('the anniversary of 1 September', () => {
  it('is raised thirty days ahead, for people to see and approve', async () => {
    await world.get(RaiseOccurrences).run();
    expect(await mailings()).toEqual([]);
    clock.set('2027-08-05T03:17:00Z');
    await world.get(RaiseOccurrences).run();
    const [next] = await world.get(ListOccurrences).run({ count: 1 });
    expect(next).toMatchObject({ n: 14, ordinal: '14th', day: '2027-09-01', state: 'awaiting_approval' });
    expect(next?.mailings).toHaveLength(2);
  });

  it('does not leave on its day without approval', async () => {
    clock.set('2027-09-01T06:00:00Z');
    await minute();
    expect(sink.mails).toEqual([]);
  });

  it('leaves once approved, and is kept', async () => {
    for (const id of await mailings()) {
      const { mailing } = await world.get(PreviewMailing).run(world.omid, id);
      await world.get(ApproveMailing).run(world.omid, id, mailing.sha256!, { acknowledgeOldStatuses: true });
    }
    // From nine in Baghdad to five in New York every seat's office is open once.
    for (const hour of ['06', '08', '10', '12', '14', '16', '18']) {
      clock.set(`2027-09-01T${hour}:30:00Z`);
      await minute();
    }
    clock.set('2027-09-02T06:30:00Z');
    await eventually(async () => {
      await minute();
      const [next] = await world.get(ListOccurrences).run({ count: 2 });
      return next?.year === 2028;
    });
    const seats = await world.db.query<{ address: string }[]>('SELECT DISTINCT address FROM mailing_seat');
    expect(seats.length).toBeGreaterThanOrEqual(7);
    const to = sink.mails.map((mail) => mail.to).sort();
    const supporters = ['jeanne', 'john', 'layla', 'sara'].map((name) => `${name}@supporters.example`);
    expect(to).toEqual([...seats.map(({ address }) => address), ...supporters].sort());
    expect(seats.every(({ address }) => address.endsWith('.example'))).toBe(true);
  });

  it('names the ordinal, the years, the count and the demands still unmet, and to an adverse body nothing more', async () => {
    const [adverse] = await world.db.query<{ address: string; disclosure: string; id: MailingId }[]>(
      `SELECT s.address, s.disclosure, s.mailing_id AS id FROM mailing_seat s JOIN body b ON b.id = s.body_id
        WHERE b.key = 'iraq-government'`,
    );
    expect(adverse?.disclosure).toBe('totals');
    const toTheGovernment = await mailTo(adverse!.address);
    for (const name of ['sara', 'john', 'layla', 'jeanne'])
      expect(JSON.stringify(toTheGovernment)).not.toContain(name);
    const { figures } = await world.get(MailingStore).get(world.db.manager, adverse!.id);
    expect(figures).toMatchObject({ count: 4, countAsOf: '2027-08-05', letterDate: '2027-09-01' });
    expect(figures?.demands.map(({ key, daysOpen }) => [key, daysOpen])).toContainEqual(['hostages', 5113]);

    const toSara = await mailTo('sara@supporters.example');
    expect(toSara.html).toContain('dir="rtl"');
    expect(toSara.text).toContain('چهاردهمین');
    expect(toSara.text).toMatch(/http:\/\/localhost:3000\/fa\/unsubscribe\/[\w-]{43}/);
    const toJeanne = await mailTo('jeanne@supporters.example');
    expect(toJeanne.text).toContain('14e anniversaire');
  });
});
