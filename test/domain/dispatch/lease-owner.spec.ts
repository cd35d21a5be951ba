import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { LeaseOwner, OWNER_LOCK } from '../../../src/domain/dispatch/lease-owner.js';
import { freshDatabase, onServer, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

let database: TestDatabase;
let db: DataSource;
let other: DataSource;

beforeEach(async () => {
  database = await freshDatabase();
  db = await database.dataSource('vigil_worker');
  other = await database.dataSource('vigil_worker');
});

afterEach(async () => {
  await database.close();
});

const sessions = () =>
  other.query<{ pid: number; granted: boolean }[]>(
    `SELECT pid, granted FROM pg_locks WHERE locktype = 'advisory' AND classid = $1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [OWNER_LOCK],
  );

describe('a worker process shows that it lives', () => {
  it('again after its database was away, however many ask meanwhile', async () => {
    const owner = new LeaseOwner(db);
    const name = await owner.number();
    const [before] = await sessions();
    // The first time it asks the database is still away.
    const open = db.createQueryRunner.bind(db);
    let refusals = 0;
    db.createQueryRunner = (...args) => {
      const runner = open(...args);
      if (refusals === 0) {
        runner.connect = () => Promise.reject(new Error('the database is away'));
      }
      refusals += 1;
      return runner;
    };
    const asked = jest.spyOn(owner, 'number');
    await onServer(database.url, `SELECT pg_terminate_backend(${before?.pid})`);
    await eventually(() => refusals > 0);
    // A claim does not wait for the next time the process asks by itself.
    expect(await owner.number()).toBe(name);
    await eventually(async () => {
      const held = await sessions();
      return held.length === 1 && held[0]?.granted === true && held[0].pid !== before?.pid;
    });
    // It asks again by itself: it has the lock already, and does not wait for it in another session.
    await eventually(() => asked.mock.calls.length >= 3);
    expect(await sessions()).toEqual([{ pid: expect.anything(), granted: true }]);
    expect(await owner.number()).toBe(name);
    await owner.onApplicationShutdown();
    expect(await sessions()).toEqual([]);
  });
});
