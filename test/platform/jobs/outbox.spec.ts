import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import type { WebDatabase } from '../../../src/platform/database/web-database.js';

let db: TestDatabase;
let web: WebDatabase;

beforeAll(async () => {
  db = await freshDatabase();
  web = db.webDatabase();
});

afterAll(async () => {
  await db.close();
});

const ask = (job: string, queue: string, columns = '', values = '') =>
  web.query(`INSERT INTO outbox (job, queue, payload${columns}) VALUES ($1, $2, '{}'${values})`, [
    job,
    queue,
  ]);

describe('the public web process', () => {
  it('asks that intake be decided', async () => {
    await expect(ask('signatures.decide-intake', 'urgent')).resolves.toEqual([]);
  });

  it.each([
    ['another job', 'mailings.materialise', 'bulk', '', ''],
    ['another queue', 'signatures.decide-intake', 'clock', '', ''],
    ['a later time', 'signatures.decide-intake', 'urgent', ', run_at', `, now() + interval '1 year'`],
    ['a key of its own', 'signatures.decide-intake', 'urgent', ', dedupe', `, 'x'`],
  ])('cannot ask for %s', async (_, job, queue, columns, values) => {
    await expect(ask(job, queue, columns, values)).rejects.toThrow('row-level security');
  });

  it.each([
    'SELECT * FROM outbox',
    'UPDATE outbox SET run_at = now()',
    'DELETE FROM outbox',
    'TRUNCATE outbox',
    'SELECT * FROM schedule',
    `INSERT INTO schedule VALUES ('x', now())`,
    'SELECT * FROM bullmq.job',
    `SELECT bullmq.has_waiting_job('urgent')`,
  ])('cannot do: %s', async (statement) => {
    await expect(web.query(statement)).rejects.toThrow('permission denied');
  });
});

describe('the console', () => {
  it('asks for jobs but has no part in the queues', async () => {
    const source = await db.dataSource('vigil_console');
    await expect(source.query('SELECT count(*) FROM outbox')).resolves.toBeDefined();
    await expect(source.query('SELECT * FROM bullmq.job')).rejects.toThrow('permission denied');
  });
});
