import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportCampaign } from '../../../src/domain/campaigns/import-campaign.js';
import { ForgetRecipients } from '../../../src/domain/dispatch/forget-recipients.js';
import { PostMessages } from '../../../src/domain/dispatch/post-messages.js';
import { ApproveMailing } from '../../../src/domain/mailings/approve-mailing.js';
import { ClearBatch } from '../../../src/domain/dispatch/clear-batch.js';
import { CancelMailing } from '../../../src/domain/mailings/cancel-mailing.js';
import { MailingStore, type Mailing } from '../../../src/domain/mailings/mailing.store.js';
import { MaterialiseMailing } from '../../../src/domain/mailings/materialise-mailing.js';
import { PlanMailing } from '../../../src/domain/mailings/plan-mailing.js';
import { PostToSupporters } from '../../../src/domain/mailings/post-to-supporters.js';
import { SubmitMailing } from '../../../src/domain/mailings/submit-mailing.js';
import { OPERATOR } from '../../../src/domain/organizers/role.rules.js';
import { SupporterAudience } from '../../../src/domain/signatures/supporter-audience.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { LetterId, MailingId } from '../../../src/kernel/id.js';
import { freshDatabase, onServer, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { readOf } from '../../support/read-of.js';
import { smallCampaign } from '../../factories/campaign-section.js';
import { LettersWorld } from '../../worlds/letters.world.js';

const START = new Date('2026-08-01T12:00:00Z');
const SEND_AT = new Date('2026-09-01T06:00:00Z');
const clock = new FakeClock(START);
/** More than two steps post: it takes one to begin, two of two stretches, and one for the rest. */
const SUPPORTERS = 21_000;

let database: TestDatabase;
let world: LettersWorld;
let letterId: LetterId;

beforeAll(async () => {
  database = await freshDatabase();
  world = await (await LettersWorld.on(await database.dataSource(), clock)).withCampaign();
  letterId = await world.approvedLetter('news');
  await world.db.query(
    `INSERT INTO signature (id, campaign_id, place, email_index, epoch, contact, text_version, news, locale, state, held,
                            signed_on, confirmed_on, me_until)
     SELECT id, $1, 1, sha256(uuid_send(id)), 1, '\\x00', 'v', true, 'en', 'confirmed', 'no', '2026-01-01', '2026-01-01',
            '2026-01-31'
       FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $2::integer)) AS people`,
    [world.campaignId, SUPPORTERS],
  );
});

afterAll(async () => {
  await world.close();
  await database.close();
});

beforeEach(() => {
  clock.set(START);
});

async function due(): Promise<MailingId> {
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
  return mailing.id;
}

const now = (id: MailingId) => world.get(MailingStore).get(world.db.manager, id);

async function posted({ batchId }: Mailing): Promise<{ messages: number; people: number; queued: number }> {
  const [found] = await world.db.query<{ messages: number; people: number; queued: number }[]>(
    `SELECT count(*)::integer AS messages, count(DISTINCT ref)::integer AS people,
            (SELECT count(*)::integer FROM queue WHERE batch_id = $1) AS queued FROM message WHERE batch_id = $1`,
    [batchId],
  );
  return found!;
}

const all = { messages: SUPPORTERS, people: SUPPORTERS, queued: SUPPORTERS };

/** Has the database refuse the end of the transactions that carry a mailing on, until `stop`. */
async function refuseEnds(): Promise<{ stop: () => Promise<void> }> {
  await onServer(
    database.url,
    `CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no end'; END $$`,
    `CREATE CONSTRAINT TRIGGER no_end AFTER UPDATE ON mailing DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION no_end()`,
  );
  return { stop: () => onServer(database.url, 'DROP FUNCTION no_end() CASCADE') };
}

/** How many wait for a lock, on the whole server. */
async function waiting(): Promise<number> {
  return (await world.db.query<unknown[]>('SELECT 1 FROM pg_locks WHERE NOT granted')).length;
}

const isSomeoneWaiting = async () => (await waiting()) > 0;

describe('a mailing to thousands', () => {
  it('reads few but those it writes to, though nothing is known of the table yet', async () => {
    const id = await due();
    await world.get(MaterialiseMailing).step(id);
    const mailing = await now(id);
    let read = 0;
    const untold = world.db.transaction(async (tx) => {
      const before = await readOf(tx, 'signature');
      await world.get(PostToSupporters).run(tx, mailing, mailing.batchId!);
      read = (await readOf(tx, 'signature')) - before;
      throw new Error('only looked');
    });
    await expect(untold).rejects.toThrow('only looked');
    // Five thousand to know where the second stretch begins and to post the first, ten thousand to keep the links of both.
    expect(read).toBeGreaterThanOrEqual(15_000);
    expect(read).toBeLessThan(25_000);
  });

  it('gives each of them one message, in steps of two stretches', async () => {
    const id = await due();
    const steps: number[] = [];
    for (let state = 'approved'; state !== 'frozen'; steps.push((await now(id)).planned)) {
      state = await world.get(MaterialiseMailing).step(id);
    }
    expect(steps).toEqual([0, 10_000, 20_000, SUPPORTERS, SUPPORTERS]);
    // What the mail server may get bounds it, not its lane.
    const lanes = await world.db.query<unknown[]>(`SELECT connections FROM lane WHERE key = $1`, [
      `supporters:${world.campaignId}`,
    ]);
    expect(lanes).toEqual([{ connections: 200 }]);
    expect(await posted(await now(id))).toEqual(all);
    expect(await now(id)).toMatchObject({ candidates: SUPPORTERS, excluded: 0 });
  });

  it.each([
    [1, 0],
    [2, 10_000],
  ])('goes on when it died between the ends of two stretches (after %d steps)', async (steps, planned) => {
    const id = await due();
    for (let step = 0; step < steps; step += 1) await world.get(MaterialiseMailing).step(id);
    const { stop } = await refuseEnds();
    await expect(world.get(MaterialiseMailing).step(id)).rejects.toThrow('no end');
    await stop();
    // The second stretch stands, the first does not, and nothing says so.
    expect(await now(id)).toMatchObject({ state: 'materialising', planned });
    expect(await posted(await now(id))).toMatchObject({ messages: planned + 5_000 });
    expect(await world.get(MaterialiseMailing).run(id)).toBe(true);
    expect(await posted(await now(id))).toEqual(all);
    expect(await now(id)).toMatchObject({ planned: SUPPORTERS, candidates: SUPPORTERS, excluded: 0 });
  });

  it('counts who withdrew after such a death among those it was written for', async () => {
    const id = await due();
    for (let step = 0; step < 2; step += 1) await world.get(MaterialiseMailing).step(id);
    const { stop } = await refuseEnds();
    await expect(world.get(MaterialiseMailing).step(id)).rejects.toThrow('no end');
    await stop();
    const { batchId, lastRef } = await now(id);
    const gone = await world.db.query<{ ref: string }[]>(
      'SELECT ref FROM message WHERE batch_id = $1 AND ref > $2 ORDER BY ref OFFSET 10 LIMIT 1',
      [batchId, lastRef],
    );
    await world.db.transaction((tx) => world.get(ForgetRecipients).run(tx, [gone[0]!.ref]));
    expect(await world.get(MaterialiseMailing).run(id)).toBe(true);
    expect(await now(id)).toMatchObject({ planned: SUPPORTERS, candidates: SUPPORTERS, excluded: 0 });
    // The place of the one who is gone tells nothing any more.
    expect(await posted(await now(id))).toMatchObject({ messages: SUPPORTERS, people: SUPPORTERS - 1 });
  });

  it('goes on when the campaign gets another title meanwhile', async () => {
    const id = await due();
    for (let step = 0; step < 2; step += 1) await world.get(MaterialiseMailing).step(id);
    const section = smallCampaign('small');
    for (const text of Object.values(section.texts)) Object.assign(text, { title: `${text.title}, anew` });
    await world.db.transaction((tx) =>
      world.get(ImportCampaign).run(tx, OPERATOR, { section, anniversaries: [], fileSha256: 'b'.repeat(64) }),
    );
    expect(await world.get(MaterialiseMailing).run(id)).toBe(true);
    expect(await posted(await now(id))).toEqual(all);
  });

  it('has its second connection wait for nobody, which the database could not see', async () => {
    const id = await due();
    for (let step = 0; step < 2; step += 1) await world.get(MaterialiseMailing).step(id);
    await world.db.query(`UPDATE signature SET me_until = '2026-01-31'`);
    let stepping: Promise<string> | undefined;
    await world.db.transaction(async (other) => {
      // As another mailing has them, whose turn with their links it is.
      await other.query('SELECT 1 FROM signature FOR UPDATE');
      stepping = world.get(MaterialiseMailing).step(id);
      // The second stretch is committed, the first waits where the database sees it.
      await eventually(async () => (await posted(await now(id))).messages === 15_000);
      await eventually(isSomeoneWaiting);
    });
    expect(await stepping).toBe('materialising');
    expect(await posted(await now(id))).toMatchObject({ messages: 20_000, people: 20_000 });
  });

  it('is not cancelled while a stretch of it is on its way: none of it waits afterwards', async () => {
    const id = await due();
    for (let step = 0; step < 2; step += 1) await world.get(MaterialiseMailing).step(id);
    const { batchId, campaignId, lastRef } = await now(id);
    const [one] = await world.db.query<{ content_id: string }[]>(
      'SELECT content_id FROM message WHERE batch_id = $1 LIMIT 1',
      [batchId],
    );
    const filter = { campaignId, confirmedUntil: '2026-08-31' as CalendarDate };
    const chunk = world.get(SupporterAudience).chunk(filter, { after: lastRef!, upTo: null, most: 10 });
    const { outcomes, isCancelled } = await world.db.transaction(async (gate) => {
      await gate.query('SELECT pg_advisory_xact_lock(7306)');
      let isCancelled = false;
      // It has looked at the batch and waits in its audience.
      const posting = world.db.transaction((tx) =>
        world.get(PostMessages).fromQuery(tx, batchId!, {
          kind: 'anniversary',
          scope: campaignId,
          sql: `SELECT chunk.* FROM (${chunk.sql}) AS chunk, (SELECT pg_advisory_xact_lock(7306)) AS gate ORDER BY ref`,
          params: chunk.params,
          contents: { en: one!.content_id },
          defaultLocale: 'en',
          laneKey: `supporters:${campaignId}`,
        }),
      );
      await eventually(isSomeoneWaiting);
      const cancelling = world.get(CancelMailing).run(world.anna, id);
      void cancelling.finally(() => (isCancelled = true));
      await eventually(async () => isCancelled || (await waiting()) > 1);
      return { outcomes: [posting, cancelling] as const, isCancelled };
    });
    expect(isCancelled).toBe(false);
    await Promise.all(outcomes);
    await world.get(ClearBatch).run(batchId!);
    const left = await world.db.query<unknown[]>(
      `SELECT 1 FROM message WHERE batch_id = $1 AND state = 'ready'`,
      [batchId],
    );
    expect(left).toEqual([]);
  });

  it('run by two workers at once gives each of them one message', async () => {
    const id = await due();
    const run = () => world.get(MaterialiseMailing).run(id);
    expect(await Promise.all([run(), run()])).toEqual([true, true]);
    expect(await posted(await now(id))).toEqual(all);
  });

  it('leaves out who stopped the news meanwhile, and counts them', async () => {
    const id = await due();
    for (let step = 0; step < 2; step += 1) await world.get(MaterialiseMailing).step(id);
    const { lastRef } = await now(id);
    const stopped = await world.db.query<unknown[]>(
      `UPDATE signature SET news = false WHERE id IN (
         SELECT id FROM signature WHERE id > $1 ORDER BY id OFFSET 4990 LIMIT 20) RETURNING 1`,
      [lastRef],
    );
    expect(stopped[1]).toBe(20);
    await world.get(MaterialiseMailing).run(id);
    expect(await now(id)).toMatchObject({ planned: SUPPORTERS - 20, excluded: 20, candidates: SUPPORTERS });
    await world.db.query('UPDATE signature SET news = true WHERE NOT news');
  });
});
