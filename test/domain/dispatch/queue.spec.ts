import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { SweepStore } from '../../../src/domain/dispatch/sweep.store.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { readOf } from '../../support/read-of.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import {
  dispatchWorld,
  fillLinks,
  frozenBatch,
  newScope,
  type DispatchWorld,
} from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let owner: pg.Client;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;
let answer: string | undefined;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  owner = new pg.Client(database.url);
  await owner.connect();
  clock = new FakeClock();
  sink = await smtpSink({ rcpt: () => answer });
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
  fillLinks(world, ['update']);
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await owner.end();
  await database.close();
});

/** The queue beside what it should hold: every message that is ready, where it stands, and nothing else. */
async function queues(): Promise<{ waiting: number; astray: number }> {
  const {
    rows: [found],
  } = await owner.query<{ waiting: number; astray: number }>(
    `WITH due AS (SELECT lane_id, priority, next_attempt_at, id, batch_id, expires_at FROM message WHERE state = 'ready'),
          held AS (SELECT lane_id, priority, next_attempt_at, message_id, batch_id, expires_at FROM queue)
     SELECT (SELECT count(*) FROM held)::integer AS waiting,
            (SELECT count(*) FROM ((TABLE due EXCEPT TABLE held) UNION ALL (TABLE held EXCEPT TABLE due)) AS x)::integer AS astray`,
  );
  return found ?? { waiting: -1, astray: -1 };
}

async function mailing(count: number) {
  return frozenBatch(world, 'update', await newScope(world), count);
}

const refuse = (sql: string, params: unknown[]) => owner.query(sql, params).catch((error: unknown) => error);

describe('the queue', () => {
  it('holds what is ready at every step: made, leased, sent, put off, returned, in doubt, cancelled, requeued', async () => {
    const { laneId, batchId } = await mailing(6);
    expect(await queues()).toEqual({ waiting: 6, astray: 0 });
    const leased = await db.transaction((tx) => world.claims.claim(tx, laneId, 2, clock.now()));
    expect(leased).toHaveLength(0);
    await db.transaction((tx) => world.pause.run(tx, batchId));
    await db.transaction((tx) => world.resume.run(tx, batchId));
    answer = '451 4.3.0 not now';
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    expect(await queues()).toEqual({ waiting: 6, astray: 0 });
    const claimed = await db.transaction((tx) =>
      world.claims.claim(tx, laneId, 2, new Date(clock.now().getTime() + 86_400_000)),
    );
    expect(claimed).toHaveLength(2);
    expect(await queues()).toEqual({ waiting: 4, astray: 0 });
    // Of two leases that ran out one message goes back untouched, and one had been marked.
    const [first] = claimed;
    if (!first) throw new Error('nothing was leased');
    await world.ledger.step(undefined, { id: first.id, token: first.token, addressKeys: null });
    await owner.query(`UPDATE message SET lease_expires_at = clock_timestamp() WHERE state = 'leased'`);
    await world.sweep.run();
    expect(await queues()).toEqual({ waiting: 5, astray: 0 });
    expect((await owner.query('TABLE lease')).rows).toEqual([]);
    await db.transaction((tx) => world.cancel.run(tx, batchId));
    expect(await queues()).toEqual({ waiting: 0, astray: 0 });
    await owner.query(
      `UPDATE message SET state = 'ready', finished_at = NULL, finished_on = NULL WHERE state = 'cancelled'`,
    );
    expect(await queues()).toEqual({ waiting: 5, astray: 0 });
    await owner.query('DELETE FROM message_attempt');
    await owner.query('DELETE FROM message');
    expect(await queues()).toEqual({ waiting: 0, astray: 0 });
  });

  it('leases are forgotten when the last message of theirs ended', async () => {
    answer = undefined;
    const { laneId } = await mailing(7);
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(7);
    expect(await queues()).toEqual({ waiting: 0, astray: 0 });
    expect((await owner.query('TABLE lease')).rows).toEqual([]);
  });

  it('is swept by what is leased alone, however many messages there are', async () => {
    const { laneId, batchId } = await mailing(500);
    await owner.query(`UPDATE batch SET state = 'sending' WHERE id = $1`, [batchId]);
    const leased = await db.transaction((tx) => world.claims.claim(tx, laneId, 500, clock.now()));
    expect(leased).toHaveLength(500);
    await owner.query(
      `INSERT INTO message (id, batch_id, content_id, lane_id, kind, scope, epoch, locale, priority, state, created_on, finished_on)
       SELECT gen_random_uuid(), batch_id, content_id, lane_id, kind, scope, epoch, locale, priority, 'accepted', created_on,
              created_on FROM message, generate_series(1, 20000) WHERE id = $1`,
      [leased[0]!.id],
    );
    await owner.query('ANALYZE message, lease');
    await owner.query(`UPDATE message SET lease_expires_at = clock_timestamp() WHERE id = ANY ($1)`, [
      leased.slice(0, 3).map(({ id }) => id),
    ]);
    const sweeps = new SweepStore();
    const [found, read] = await db.transaction(async (tx) => {
      const before = await readOf(tx, 'message');
      const ended = [await sweeps.releaseUnsent(tx), await sweeps.doubtUnanswered(tx, clock.now())];
      return [ended, (await readOf(tx, 'message')) - before];
    });
    expect(found).toEqual([3, 0]);
    // Each once for either end, and those that changed.
    expect(read).toBeGreaterThanOrEqual(1_000);
    expect(read).toBeLessThan(1_100);
    await owner.query('TRUNCATE message, lease, queue CASCADE');
  });
});

describe('a message', () => {
  it('belongs to a batch, a content and a lane that are there, and they stay as long as it', async () => {
    const { batchId } = await mailing(2);
    for (const parent of ['batch', 'content', 'lane']) {
      const message = `a message names a ${parent} that is not there`;
      const violation = { code: '23503', constraint: `message_${parent}_id_fkey` };
      const columns = ['batch_id', 'content_id', 'lane_id']
        .map((column) => (column === `${parent}_id` ? 'gen_random_uuid()' : column))
        .join(', ');
      expect(
        await refuse(
          `INSERT INTO message (id, batch_id, content_id, lane_id, kind, scope, epoch, locale, priority, state, created_on, finished_on)
           SELECT gen_random_uuid(), ${columns}, kind, scope, epoch, locale, priority, 'cancelled', created_on, created_on
             FROM message WHERE batch_id = $1`,
          [batchId],
        ),
      ).toMatchObject({ message, ...violation });
      expect(
        await refuse(`UPDATE message SET ${parent}_id = gen_random_uuid() WHERE batch_id = $1`, [batchId]),
      ).toMatchObject({ message, ...violation });
      expect(
        await refuse(
          `DELETE FROM ${parent} WHERE id IN (SELECT ${parent}_id FROM message WHERE batch_id = $1)`,
          [batchId],
        ),
      ).toMatchObject({ message: `messages name this ${parent}`, ...violation });
    }
  });

  it.each([
    `state = 'sent', finished_on = CURRENT_DATE`,
    `state = 'leased'`,
    'stage = 1',
    `state = 'accepted'`,
    'finished_on = CURRENT_DATE',
    `state = 'in_doubt'`,
    'in_doubt_since = now()',
    'contact = NULL',
    'lease_token = gen_random_uuid()',
    `state = 'leased', stage = 2, lease_token = gen_random_uuid(), lease_expires_at = now()`,
  ])('cannot be half one thing and half another: %s', async (change) => {
    await mailing(1);
    expect(await refuse(`UPDATE message SET ${change} WHERE state = 'ready'`, [])).toMatchObject({
      code: '23514',
      constraint: 'message_is_whole',
    });
  });
});
