import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { UNPACED } from '../../../src/domain/dispatch/pace.rules.js';
import type { LaneId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { fakeDns, silentDns } from '../../support/fake-dns.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  type DispatchWorld,
  fillLinks,
  frozenBatch,
  letterOf,
  newScope,
  rowsFor,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

let refusedOnce = false;

const HOUR = 3_600_000;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock(new Date('2026-11-27T12:00:00Z'));
  sink = await smtpSink({
    dot: (to) => {
      if (!to.endsWith('@busy.example') || refusedOnce) return undefined;
      refusedOnce = true;
      return '451 4.3.0 not now';
    },
  });
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
  fillLinks(world, ['update', 'confirmation', 'seat-letter']);
});

afterEach(async () => {
  sink.mails.length = 0;
  await db.query(`DELETE FROM bucket`);
  await db.query(`UPDATE message SET state = 'cancelled', finished_on = CURRENT_DATE WHERE state = 'ready'`);
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

async function waiting(count: number, kind: 'update' | 'seat-letter' = 'update') {
  const scope = await newScope(world);
  const { laneId, batchId } = await frozenBatch(world, kind, scope, count);
  return { scope, laneId, batchId };
}

/** A frozen batch with so many recipients at each of the domains. */
async function waitingAt(
  of: DispatchWorld,
  domains: readonly string[],
  each: number,
  kind: 'update' | 'seat-letter' = 'update',
) {
  const scope = await newScope(of);
  return db.transaction(async (tx) => {
    const contentId = await of.storeContent.run(tx, letterOf(kind));
    const sha = Buffer.alloc(32, 1);
    const batchId = await of.create.run(tx, {
      kind,
      scope,
      contentSha256: sha,
      audienceSha256: sha,
      occurrenceKey: `test:${crypto.randomUUID()}`,
    });
    const laneKey = `supporters:${scope}`;
    const laneId = await of.ensureLane.run(tx, { key: laneKey });
    for (const domain of domains) {
      const rows = await rowsFor(of, kind, scope, contentId, laneKey, each, 1, domain);
      await of.post.run(tx, batchId, rows);
    }
    const planned = each * domains.length;
    await of.freeze.run(tx, batchId, { candidates: planned, planned, excluded: 0 });
    return { laneId, batchId };
  });
}

/** So many confirmations in the urgent lane. */
async function urgent(count: number, domain = 'example.net'): Promise<LaneId> {
  const scope = await newScope(world);
  return db.transaction(async (tx) => {
    const contentId = await world.storeContent.run(tx, letterOf('confirmation'));
    const batchId = await world.standing.run(tx, { kind: 'confirmation', scope });
    const rows = await rowsFor(world, 'confirmation', scope, contentId, 'urgent', count, 1, domain);
    await world.post.run(tx, batchId, rows);
    return world.ensureLane.run(tx, { key: 'urgent' });
  });
}

const set = (
  key: string,
  dimension: 'relay' | 'campaign' | 'batch' | 'provider',
  ratePerHour: number,
  burst = 1,
) => world.buckets.set(db.manager, { key, dimension, ratePerHour, burst }, clock.now());

const stateOf = async (batchId: string) =>
  db.query<{ state: string; outcome: string | null; attempts: number; count: number }[]>(
    `SELECT state, outcome, attempts, count(*)::integer AS count FROM message WHERE batch_id = $1
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [batchId],
  );

const nextAsked = async (laneId: string) => {
  const [row] = await db.query<{ at: Date | null }[]>(
    `SELECT min(run_at) AS at FROM outbox WHERE payload ->> 'laneId' = $1 AND run_at > $2`,
    [laneId, clock.now()],
  );
  return row?.at ?? null;
};

describe('limits beyond the lane', () => {
  it('the relay’s holds over all lanes together, and asks for a pump when the next may leave', async () => {
    await set('relay', 'relay', 60, 4);
    const one = await waiting(5);
    const two = await waiting(5);
    await world.pump.run(one.laneId);
    await world.pump.run(two.laneId);
    expect(sink.mails).toHaveLength(2);
    expect(await nextAsked(two.laneId)).toEqual(new Date(clock.now().getTime() + 60_000));
    clock.advance(60_000);
    await world.pump.run(two.laneId);
    await world.pump.run(one.laneId);
    expect(sink.mails).toHaveLength(3);
    await world.pump.run(await urgent(3));
    expect(sink.mails).toHaveLength(5);
  });

  it('a campaign’s and a mailing’s hold up their own mail only, in a lane they share with others', async () => {
    const mine = await waiting(3);
    const other = await waiting(3);
    await db.query('UPDATE message SET lane_id = $1 WHERE batch_id = $2', [mine.laneId, other.batchId]);
    await set(`campaign:${mine.scope}`, 'campaign', 10);
    await world.pump.run(mine.laneId);
    expect(await stateOf(mine.batchId)).toEqual([
      { state: 'accepted', outcome: 'accepted', attempts: 1, count: 1 },
      { state: 'ready', outcome: null, attempts: 0, count: 2 },
    ]);
    expect(await stateOf(other.batchId)).toEqual([
      { state: 'accepted', outcome: 'accepted', attempts: 1, count: 3 },
    ]);
    await world.buckets.lift(db.manager, `campaign:${mine.scope}`);
    await set(`batch:${mine.batchId}`, 'batch', 10);
    await world.pump.run(mine.laneId);
    expect(sink.mails).toHaveLength(5);
    clock.advance(HOUR / 10);
    await world.pump.run(mine.laneId);
    expect(sink.mails).toHaveLength(6);
  });

  it('grant two workers at once no more than one', async () => {
    await set('relay', 'relay', 60, 8);
    const one = await waiting(10);
    const two = await waiting(10);
    const other = dispatchWorld({ db, clock, smtpUrl: sink.url });
    fillLinks(other, ['update']);
    await Promise.all([world.pump.run(one.laneId), other.pump.run(two.laneId), world.pump.run(two.laneId)]);
    await other.close();
    expect(sink.mails).toHaveLength(4);
  });

  it('a warm-up holds back mail to many, never a confirmation', async () => {
    await world.buckets.set(
      db.manager,
      {
        key: 'warm_up',
        dimension: 'warm_up',
        ratePerHour: 1,
        burst: 1,
        warmUp: { since: '2026-11-27', firstDay: 50, growth: 2 },
      },
      clock.now(),
    );
    const { laneId } = await waiting(10);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(2);
    await world.pump.run(await urgent(6));
    expect(sink.mails).toHaveLength(8);
  });

  it('a total ends a lane, counts what was begun and not what came back untried, and can be raised', async () => {
    const { laneId, batchId } = await waitingAt(world, ['busy.example'], 6);
    await world.lanes.setTotal(db.manager, laneId, 4);
    await world.pump.run(laneId);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(3);
    clock.advance(2 * HOUR);
    await world.pump.run(laneId);
    expect(await stateOf(batchId)).toEqual([
      { state: 'accepted', outcome: 'accepted', attempts: 1, count: 3 },
      { state: 'accepted', outcome: 'accepted', attempts: 2, count: 1 },
      { state: 'ready', outcome: null, attempts: 0, count: 2 },
    ]);
    await world.lanes.setTotal(db.manager, laneId, 5);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(5);
    const page = await world.lanes.list(db.manager, { page: 1, perPage: 100 }, clock.now());
    expect(page.items.find(({ id }) => id === laneId)).toMatchObject({ total: 5, begun: 5, waiting: 1 });
  });
});

describe('limits of a provider', () => {
  const dns = fakeDns({
    mx: {
      'people.example': ['aspmx.l.google.com'],
      'school.example': ['alt1.gmr-smtp-in.l.googlemail.com'],
      'nobody.example': [''],
    },
  });
  let withDns: DispatchWorld;

  beforeAll(() => {
    withDns = dispatchWorld({ db, clock, smtpUrl: sink.url, dns });
    fillLinks(withDns, ['update', 'confirmation', 'seat-letter']);
  });
  afterAll(() => withDns.close());

  const to = (domain: string) => sink.mails.filter((mail) => mail.to.endsWith(`@${domain}`));

  it('roll up every domain whose mail servers are theirs; the rest of the mailing goes on, and nothing is lost', async () => {
    await set('provider:google.com', 'provider', 60, 4);
    const { laneId, batchId } = await waitingAt(
      withDns,
      ['people.example', 'school.example', 'own.example'],
      10,
    );
    await withDns.pump.run(laneId);
    expect(to('own.example')).toHaveLength(10);
    expect(to('people.example').length + to('school.example').length).toBe(2);
    for (let minute = 1; minute <= 18; minute += 1) {
      clock.advance(60_000);
      await withDns.pump.run(laneId);
      expect(to('people.example').length + to('school.example').length).toBe(2 + minute);
    }
    expect(await stateOf(batchId)).toEqual([
      { state: 'accepted', outcome: 'accepted', attempts: 1, count: 30 },
    ]);
  });

  it('give back what the messages they put off took of the relay’s and the lane’s', async () => {
    await set('provider:google.com', 'provider', 1, 2);
    await set('relay', 'relay', 12, 24);
    const { laneId } = await waitingAt(withDns, ['people.example', 'own.example'], 8);
    await world.lanes.setPace(db.manager, laneId, { ...UNPACED, ratePerHour: 12, burst: 12 });
    await withDns.pump.run(laneId);
    expect(to('people.example')).toHaveLength(1);
    expect(to('own.example')).toHaveLength(8);
  });

  it('leave a part to urgent mail', async () => {
    await set('provider:google.com', 'provider', 60, 4);
    const { laneId } = await waitingAt(withDns, ['people.example'], 5);
    await withDns.pump.run(laneId);
    expect(to('people.example')).toHaveLength(2);
    await withDns.pump.run(await urgent(5, 'people.example'));
    expect(to('people.example')).toHaveLength(4);
  });

  it('refuse a domain that takes no mail, once for all; a seat there stays a person’s task', async () => {
    const mailing = await waitingAt(withDns, ['nobody.example'], 1);
    await withDns.pump.run(mailing.laneId);
    expect(await stateOf(mailing.batchId)).toEqual([
      { state: 'failed', outcome: 'recipient_gone', attempts: 1, count: 1 },
    ]);
    expect(await db.query('SELECT reason, expires_on::text FROM suppression')).toEqual([
      { reason: 'null_mx', expires_on: '2027-11-27' },
    ]);
    const letters = await waitingAt(withDns, ['nobody.example'], 1, 'seat-letter');
    await withDns.pump.run(letters.laneId);
    expect(await stateOf(letters.batchId)).toEqual([
      { state: 'failed', outcome: 'recipient_gone', attempts: 1, count: 1 },
    ]);
    expect(await db.query('SELECT reason FROM suppression')).toHaveLength(1);
    expect(sink.mails).toHaveLength(0);
  });

  it('stop nothing where the DNS does not answer', async () => {
    const deaf = dispatchWorld({ db, clock, smtpUrl: sink.url, dns: silentDns() });
    fillLinks(deaf, ['update']);
    await set('provider:google.com', 'provider', 1, 2);
    const { laneId } = await waiting(3);
    await deaf.pump.run(laneId);
    expect(sink.mails).toHaveLength(3);
    await deaf.close();
  });
});
