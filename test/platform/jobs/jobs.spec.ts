import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { defineJob, type PayloadOf } from '../../../src/platform/jobs/define-job.js';
import { type Handler, Handles } from '../../../src/platform/jobs/handler.js';
import { Outbox } from '../../../src/platform/jobs/outbox.js';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, onServer, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type JobProcessSettings, startJobs } from '../../support/job-process.js';
import { hasRedis, redisCommand, startRedis, type TestRedis } from '../../support/redis.js';

const greet = defineJob({ name: 'test.greet', queue: 'urgent', payload: z.object({ id: z.string() }) });
const stumble = defineJob({ name: 'test.stumble', queue: 'steady', payload: z.object({ id: z.string() }) });
const toll = defineJob({ name: 'test.toll', queue: 'clock', payload: z.object({}) });

/** What the handlers of all processes of a test saw. */
let seen: string[] = [];
let falls = 0;

@Handles(greet)
class Greeter implements Handler<typeof greet> {
  run({ id }: PayloadOf<typeof greet>): Promise<void> {
    seen.push(id);
    return Promise.resolve();
  }
}

@Handles(stumble)
class Stumbler implements Handler<typeof stumble> {
  run({ id }: PayloadOf<typeof stumble>): Promise<void> {
    falls += 1;
    if (falls < 3) return Promise.reject(new Error(`person@example.org ${id}`));
    seen.push(id);
    return Promise.resolve();
  }
}

@Handles(toll)
class Bell implements Handler<typeof toll> {
  run(): Promise<void> {
    seen.push('toll');
    return Promise.resolve();
  }
}

@Injectable()
class SecondGreeter extends Greeter {}
Handles(greet)(SecondGreeter);

const everyHandler = { providers: [Greeter, Stumbler, Bell], jobs: [greet, stumble, toll] };
const backends = hasRedis() ? (['postgresql', 'redis'] as const) : (['postgresql'] as const);

describe.each(backends)('jobs on %s', (backend) => {
  let db: TestDatabase;
  let source: DataSource;
  let redis: TestRedis | undefined;
  let processes: INestApplicationContext[] = [];
  const outbox = new Outbox();

  beforeAll(async () => {
    db = await freshDatabase();
    source = await db.dataSource('vigil_console');
    if (backend === 'redis') redis = await startRedis();
  });

  afterEach(async () => {
    for (const one of processes) await one.close();
    processes = [];
    seen = [];
    falls = 0;
    await onServer(db.url, 'DELETE FROM outbox', 'DELETE FROM schedule');
  });

  afterAll(async () => {
    await db.close();
    await redis?.close();
  });

  async function start(settings: Partial<JobProcessSettings> = {}): Promise<INestApplicationContext> {
    const app = await startJobs({ databaseUrl: db.url, redisUrl: redis?.url, ...everyHandler, ...settings });
    processes.push(app);
    return app;
  }

  const waiting = async () => (await rows<{ id: string }>(source.manager, 'SELECT id FROM outbox')).length;
  const drained = () => eventually(async () => (await waiting()) === 0);

  it('run what a committed transaction asked for, soon', async () => {
    await start();
    const id = randomUUID();
    await source.transaction((tx) => outbox.add(tx, greet, { id }));
    const committed = performance.now();
    await eventually(() => seen.includes(id));
    expect(performance.now() - committed).toBeLessThan(1_000);
    await drained();
  });

  it('run nothing of a transaction that was rolled back', async () => {
    await start();
    const [gone, kept] = [randomUUID(), randomUUID()];
    await expect(
      source.transaction(async (tx) => {
        await outbox.add(tx, greet, { id: gone });
        throw new Error('changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    await source.transaction((tx) => outbox.add(tx, greet, { id: kept }));
    await eventually(() => seen.includes(kept));
    expect(seen).not.toContain(gone);
  });

  it('run once although the relay was killed between handing over and committing', async () => {
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'once' }));
    const [row] = await rows<{ id: string }>(source.manager, 'SELECT id FROM outbox');
    await start();
    await eventually(() => seen.includes('once'));
    await drained();
    // The row as the kill would have left it, beside one that shows when it has been dealt with.
    await source.query(
      `INSERT INTO outbox (id, job, queue, payload) VALUES ($1, 'test.greet', 'urgent', '{"id":"once"}')`,
      [row?.id],
    );
    await drained();
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'after' }));
    await eventually(() => seen.includes('after'));
    expect(seen.filter((id) => id === 'once')).toHaveLength(1);
  });

  it('become one when the same is asked for many times while it waits', async () => {
    const same = Array.from({ length: 200 }, () => ({ id: 'same' }));
    await source.transaction((tx) => outbox.addMany(tx, greet, same));
    await start();
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'last' }));
    await eventually(() => seen.includes('last') && seen.includes('same'));
    await drained();
    expect([...seen].sort()).toEqual(['last', 'same']);
  });

  it('wait under one key as one row', async () => {
    for (const id of ['first', 'second', 'third']) {
      await source.transaction((tx) => outbox.add(tx, greet, { id }, { dedupe: 'only-one' }));
    }
    expect(await waiting()).toBe(1);
    await start();
    await eventually(() => seen.includes('first'));
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'fourth' }, { dedupe: 'only-one' }));
    await eventually(() => seen.includes('fourth'));
    expect(seen).toEqual(['first', 'fourth']);
  });

  it('are not handed over before a transaction that asked under the same key has ended', async () => {
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'shared' }, { dedupe: 'shared' }));
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await outbox.add(runner.manager, greet, { id: 'shared' }, { dedupe: 'shared' });
    await start();
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'other' }));
    await eventually(() => seen.includes('other'));
    expect(seen).toEqual(['other']);
    await runner.commitTransaction();
    await runner.release();
    await eventually(() => seen.includes('shared'));
  });

  it('are all run once when several processes relay and work', async () => {
    const ids = Array.from({ length: 300 }, () => randomUUID());
    await Promise.all([start(), start()]);
    await Promise.all(ids.map((id) => source.transaction((tx) => outbox.add(tx, greet, { id }))));
    await eventually(() => seen.length >= ids.length, 20_000);
    await drained();
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  it('wait for their time', async () => {
    const clock = new FakeClock(new Date('2026-08-31T22:00:00Z'));
    await start({ clock });
    await source.transaction(async (tx) => {
      await outbox.add(tx, greet, { id: 'tomorrow' }, { runAt: new Date('2026-09-01T06:00:00Z') });
      await outbox.add(tx, greet, { id: 'now' });
    });
    await eventually(() => seen.includes('now'));
    expect(seen).toEqual(['now']);
    clock.set('2026-09-01T06:00:00Z');
    await eventually(() => seen.includes('tomorrow'));
  });

  it('are tried again after a failure, of which only the kind is kept', async () => {
    const lines: string[] = [];
    await start({ log: (line) => lines.push(line) });
    await source.transaction((tx) => outbox.add(tx, stumble, { id: 'third-time' }));
    await eventually(() => seen.includes('third-time'), 20_000);
    expect(falls).toBe(3);
    const kept =
      redis === undefined
        ? JSON.stringify(await (await db.dataSource('vigil_worker')).query(`SELECT * FROM bullmq.job`))
        : await everythingIn(redis);
    expect(kept).toContain('third-time');
    expect(kept).not.toContain('person@example.org');
    expect(lines.some((line) => line.includes('"job":"test.stumble"'))).toBe(true);
  });

  it('with a payload that does not fit are refused once and for all', async () => {
    const lines: string[] = [];
    await start({ log: (line) => lines.push(line) });
    await source.query(
      `INSERT INTO outbox (job, queue, payload) VALUES ('test.greet', 'urgent', '{"id":7}')`,
    );
    await eventually(() => lines.some((line) => line.includes('payload that does not fit')));
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'after' }));
    await eventually(() => seen.includes('after'));
    expect(lines.filter((line) => line.includes('payload that does not fit'))).toHaveLength(1);
    expect(seen).toEqual(['after']);
  });

  it('do not start while one of them has no handler, or two', async () => {
    await expect(start({ providers: [Greeter, Bell] })).rejects.toThrow(
      'The job test.stumble has no handler.',
    );
    await expect(start({ providers: [Greeter, SecondGreeter, Stumbler, Bell] })).rejects.toThrow(
      'The job test.greet has 2 handlers.',
    );
  });

  it('recur once however many processes look', async () => {
    const clock = new FakeClock(new Date('2026-03-01T00:00:00Z'));
    const schedules = [{ job: toll, when: { dailyAt: '03:00', zone: 'Europe/Berlin' } }];
    const worker = await db.dataSource('vigil_worker');
    await worker.query(`INSERT INTO schedule VALUES ('test.toll', '2026-03-01T02:00:00Z')
                        ON CONFLICT (job) DO UPDATE SET next_at = excluded.next_at`);
    await Promise.all([start({ clock, schedules }), start({ clock, schedules })]);
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'idle' }));
    await eventually(() => seen.includes('idle'));
    expect(seen).toEqual(['idle']);
    clock.set('2026-03-01T02:00:00Z');
    await eventually(() => seen.includes('toll'));
    clock.set('2026-03-04T12:00:00Z');
    await eventually(() => seen.filter((one) => one === 'toll').length === 2);
    const [row] = await rows<{ next_at: Date }>(
      worker.manager,
      `SELECT next_at FROM schedule WHERE job = 'test.toll'`,
    );
    expect(row?.next_at).toEqual(new Date('2026-03-05T02:00:00Z'));
    await source.transaction((tx) => outbox.add(tx, greet, { id: 'end' }));
    await eventually(() => seen.includes('end'));
    expect(seen.filter((one) => one === 'toll')).toHaveLength(2);
  });

  if (backend === 'redis') {
    it('recur although Redis was flushed, and new ones run', async () => {
      const clock = new FakeClock(new Date('2026-03-01T00:00:00Z'));
      await start({ clock, schedules: [{ job: toll, when: { everySeconds: 30 } }] });
      await eventually(() => seen.includes('toll'));
      await redisCommand(redis?.port ?? 0, 'FLUSHALL');
      clock.advance(30_000);
      await eventually(() => seen.filter((one) => one === 'toll').length === 2, 20_000);
    });

    it('wait in the outbox while Redis is gone, and run when it is back', async () => {
      const lines: string[] = [];
      await start({ log: (line) => lines.push(line) });
      await redis?.kill();
      await source.transaction((tx) => outbox.add(tx, greet, { id: 'patient' }));
      await eventually(() => lines.some((line) => line.includes('does not answer')));
      expect(await waiting()).toBe(1);
      await redis?.start();
      await eventually(() => seen.includes('patient'), 20_000);
    });

    it('refuse to start without Redis, in one sentence and at once', async () => {
      const began = performance.now();
      await expect(start({ redisUrl: 'redis://user:secret@127.0.0.1:1' })).rejects.toThrow(
        'Redis at 127.0.0.1:1 cannot be used (ECONNREFUSED); check REDIS_URL.',
      );
      expect(performance.now() - began).toBeLessThan(3_000);
    });
  }

  it('that are at work are finished before the process ends', async () => {
    const app = await start();
    await source.transaction((tx) => outbox.addMany(tx, greet, [{ id: 'a' }, { id: 'b' }]));
    await eventually(() => seen.length === 2);
    const began = performance.now();
    await app.close();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

async function everythingIn(redis: TestRedis): Promise<string> {
  const keys = (await redisCommand(redis.port, 'KEYS *')).match(/vigil:\S+/g) ?? [];
  const values = await Promise.all(keys.map((key) => redisCommand(redis.port, `HGETALL ${key}`)));
  return values.join('\n');
}
