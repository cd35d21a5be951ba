import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { batchProgress } from '../../../src/domain/dispatch/batch-progress.js';
import { BatchStore } from '../../../src/domain/dispatch/batch.store.js';
import { SweepStore } from '../../../src/domain/dispatch/sweep.store.js';
import type { BatchId } from '../../../src/kernel/id.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { smtpSink, type SmtpSink } from '../../support/smtp-sink.js';
import { dispatchWorld, frozenBatch, newScope, type DispatchWorld } from '../../worlds/dispatch.world.js';

let database: TestDatabase;
let db: DataSource;
let clock: FakeClock;
let sink: SmtpSink;
let world: DispatchWorld;

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  clock = new FakeClock();
  sink = await smtpSink();
  world = dispatchWorld({ db, clock, smtpUrl: sink.url });
});

afterAll(async () => {
  await world.close();
  await sink.close();
  await database.close();
});

const mailing = async (count: number) => frozenBatch(world, 'update', await newScope(world), count);

/** How many of a batch are in which state; nothing that is none. */
async function counts(batchId: BatchId) {
  const { messages } = await batchProgress(db.manager, batchId);
  return Object.fromEntries(Object.entries(messages).filter(([, count]) => count > 0));
}

/** Takes away what was asked for. */
const asked = () =>
  db.query<unknown[]>("DELETE FROM outbox WHERE job = 'dispatch.clear-batch' RETURNING payload");

const pastExpiry = (batchId: BatchId) =>
  db.query("UPDATE message SET expires_at = $2::timestamptz - interval '1 s' WHERE batch_id = $1", [
    batchId,
    clock.now(),
  ]);

describe('cancelling', () => {
  it('many counts at once, and the rest is cleared by a job, which the sweep asks for again', async () => {
    const { batchId, laneId } = await mailing(5_000);
    await world.clear.run(batchId);
    expect(await counts(batchId)).toEqual({ ready: 5_000 });

    await db.transaction((tx) => world.cancel.run(tx, batchId));
    expect(await counts(batchId)).toEqual({ cancelled: 2_000, ready: 3_000 });
    await world.pump.run(laneId);
    expect(sink.mails).toHaveLength(0);
    const payload = { payload: { batchId } };
    expect(await asked()).toEqual([[payload], 1]);
    await world.sweep.run();
    expect(await asked()).toEqual([[payload], 1]);

    await Promise.all([world.clear.run(batchId), world.clear.run(batchId)]);
    await world.clear.run(batchId);
    expect(await counts(batchId)).toEqual({ cancelled: 5_000 });
    await world.sweep.run();
    expect(await asked()).toEqual([[], 0]);
  });

  it('asks for the rest though a claim has some of it in hand', async () => {
    const { batchId, laneId } = await mailing(3_000);
    await db.query("UPDATE batch SET state = 'sending' WHERE id = $1", [batchId]);
    await db.transaction(async (tx) => {
      expect(await world.claims.claim(tx, laneId, 100, clock.now())).toHaveLength(100);
      await db.transaction((other) => world.cancel.run(other, batchId));
    });
    expect(await counts(batchId)).toEqual({ cancelled: 2_000, leased: 100, ready: 900 });
    expect(await asked()).toEqual([[{ payload: { batchId } }], 1]);
  });

  it('waits for no sweep that holds a message and wants the batch', async () => {
    const { batchId } = await mailing(1);
    await db.query("UPDATE batch SET state = 'sending' WHERE id = $1", [batchId]);
    await pastExpiry(batchId);
    await db.transaction(async (tx) => {
      expect(await new SweepStore().expire(tx, clock.now())).toBe(1);
      await db.transaction((other) => world.cancel.run(other, batchId));
      await new BatchStore().complete(tx, clock.now());
    });
    expect(await batchProgress(db.manager, batchId)).toMatchObject({
      state: 'cancelled',
      messages: { expired: 1 },
    });
  });

  it('is what ends the rest, not its expiry', async () => {
    const { batchId } = await mailing(2_500);
    await db.transaction((tx) => world.cancel.run(tx, batchId));
    await pastExpiry(batchId);
    await world.sweep.run();
    await world.clear.run(batchId);
    expect(await counts(batchId)).toEqual({ cancelled: 2_500 });
  });
});
