import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { newestMailTo } from '../support/mailbox.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { type Service, startService } from '../support/service.js';

let db: TestDatabase;
let redis: TestRedis | undefined;
let service: Service;

beforeAll(async () => {
  db = await freshDatabase();
  redis = hasRedis() ? await startRedis() : undefined;
  service = await startService({
    DATABASE_URL: db.url,
    VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
    ...(redis ? { REDIS_URL: redis.url } : {}),
  });
}, 120_000);

afterAll(async () => {
  await service.remove();
  await redis?.close();
  await db.close();
}, 30_000);

async function sign(email: string): Promise<number> {
  const answer = await fetch(`${service.url}/c/ashraf/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ name: 'Suzie Keen', email }),
  });
  return answer.status;
}

describe('one process, with all roles', () => {
  it('is content with few connections', async () => {
    const client = new pg.Client(db.url);
    await client.connect();
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await client.end();
    expect(rows[0]?.n).toBeGreaterThan(0);
    expect(rows[0]?.n).toBeLessThan(40);
  });

  (hasRedis() ? it : it.skip)('takes signatures while Redis is gone, and mails when it is back', async () => {
    expect(await sign('before@example.org')).toBe(202);
    await newestMailTo(service, 'before@example.org');
    await redis?.kill();
    expect(await sign('meanwhile@example.org')).toBe(202);
    await redis?.start();
    await newestMailTo(service, 'meanwhile@example.org');
  });

  (hasRedis() ? it : it.skip)('stops within ten seconds although Redis is gone', async () => {
    await redis?.kill();
    await eventually(() => service.output().includes('the queue server does not answer'));
    const began = performance.now();
    expect(await service.stop()).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
