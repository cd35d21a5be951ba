import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type Ran, runVigil } from '../../support/run-vigil.js';

const MINA = 'mina@organizers.example';
let database: TestDatabase;
let variables: Record<string, string>;
const dispatch = (...args: string[]): Promise<Ran> => runVigil(variables, 'dispatch', ...args);
const lane = async () => {
  const ran = await dispatch('lanes', '--json');
  return (ran.json() as { items: Record<string, unknown>[] }).items.find(({ key }) => key === 'urgent');
};

beforeAll(async () => {
  database = await freshDatabase();
  variables = {
    VIGIL_DATA_DIR: mkdtempSync(join(tmpdir(), 'vigil-lanes-')),
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
  // An invited organizer is written to, by the urgent lane.
  await runVigil(variables, 'campaign', 'import', 'templates/campaigns/demo.yaml');
  const invited = ['invite', MINA, '--name', 'Mina', '--campaign', 'demo', '--role', 'owner'];
  await runVigil(variables, 'organizer', ...invited);
  await database.dataSource().then((db) =>
    db.query(`INSERT INTO lane (id, key, urgent, connections) VALUES (gen_random_uuid(), 'urgent', true, 16)
              ON CONFLICT (key) DO NOTHING`),
  );
});
afterAll(() => database.close());

describe('lanes by command', () => {
  it('get a pace piece by piece, in words and in JSON, and lose it whole', async () => {
    expect((await dispatch('lanes')).out).toMatch(/urgent .*no limit/);
    expect((await dispatch('pace', 'urgent', '--per-hour', '600', '--burst', '20')).out).toContain(
      'urgent: 600 an hour, 20 at once',
    );
    const hours = ['--hours', '22:00-06:00', '--weekdays', '5,1,1', '--zone', 'europe/zurich'];
    expect((await dispatch('pace', 'urgent', ...hours)).code).toBe(0);
    expect(await lane()).toMatchObject({
      pace: {
        ratePerHour: 600,
        burst: 20,
        windowFrom: '22:00:00',
        windowUntil: '06:00:00',
        weekdays: [1, 5],
        zone: 'Europe/Zurich',
      },
    });
    expect((await dispatch('pace', 'urgent', '--free', '--spacing', '30')).out).toContain(
      '30 to 30 s between two',
    );
    expect(await lane()).toMatchObject({ pace: { ratePerHour: null, weekdays: null, zone: null } });
  });

  it("of a seat keep the seat's hours and rate, and take a spacing", async () => {
    const db = await database.dataSource();
    await db.query(
      `INSERT INTO lane (id, key, urgent, connections, zone, window_from, window_until, weekdays, rate_per_hour)
       VALUES (gen_random_uuid(), 'seat:one', false, 1, 'Asia/Baghdad', '09:00', '16:00', '{7,1,2,3,4}', 12)`,
    );
    expect((await dispatch('pace', 'seat:one', '--spacing', '120', '--jitter', '60')).out).toContain(
      '12 an hour, 1 at once; 120 to 180 s between two; 09:00 to 16:00; weekdays 7, 1, 2, 3, 4; Asia/Baghdad',
    );
    for (const change of [
      ['--free'],
      ['--per-hour', '13'],
      ['--hours', '09:00-17:00'],
      ['--weekdays', '1-5'],
    ]) {
      const ran = await dispatch('pace', 'seat:one', ...change);
      expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('officeHours')]);
    }
  });

  it('show the connections that a worker would use: no more than it may have to the mail server', async () => {
    const db = await database.dataSource();
    await db.query(
      `INSERT INTO lane (id, key, urgent, connections) VALUES (gen_random_uuid(), 'supporters:all', false, 200)`,
    );
    const shown = async (env: Record<string, string>) =>
      (await runVigil({ ...variables, ...env }, 'dispatch', 'lanes')).out;
    expect(await shown({})).toMatch(/supporters:all +0 +16 /);
    expect(await shown({ SMTP_URL: 'smtp://127.0.0.1:25?connections=64' })).toMatch(/supporters:all +0 +64 /);
  });

  it('are held and released, each act in the audit log', async () => {
    expect((await dispatch('pause', 'urgent', '--reason', 'the relay asked')).code).toBe(0);
    expect(await lane()).toMatchObject({ held: true, holdReason: 'the relay asked' });
    expect((await dispatch('resume', 'urgent')).code).toBe(0);
    expect(await lane()).toMatchObject({ held: false, holdReason: null });
    const db = await database.dataSource();
    const acts = await db.query<{ act: string }[]>(
      `SELECT act FROM audit_entry WHERE subject_kind = 'lane' ORDER BY number`,
    );
    expect(acts.map(({ act }) => act)).toEqual([
      'dispatch.lane-paced',
      'dispatch.lane-paced',
      'dispatch.lane-paced',
      'dispatch.lane-paced',
      'dispatch.lane-held',
      'dispatch.lane-released',
    ]);
  });

  it.each([
    ['a lane that is none', ['pause', 'nobody', '--reason', 'x'], 1, 'no such lane'],
    ['a lane that is not held', ['resume', 'urgent'], 1, 'not held'],
    ['somebody who does not run the instance', ['pause', 'urgent', '--reason', 'x', '--as', MINA], 1, 'role'],
    ['no reason', ['pause', 'urgent'], 2, '--reason'],
    ['times that are none', ['pace', 'urgent', '--hours', '9-17'], 2, '09:00-17:00'],
    ['days that are none', ['pace', 'urgent', '--weekdays', '0-8'], 2, '1-5'],
    ['a zone that is none', ['pace', 'urgent', '--zone', 'Mars/Olympus'], 2, 'Europe/Zurich'],
    ['a rate of nothing', ['pace', 'urgent', '--per-hour', '0'], 2, 'from 1'],
  ])('refuse %s, and say what is wanted', async (_name, args, code, words) => {
    const ran = await dispatch(...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(words);
  });
});

describe('limits by command', () => {
  const limits = async () => (await dispatch('limits')).out;

  it('are set, listed in words, changed and lifted', async () => {
    expect((await dispatch('limit', 'relay', '--per-hour', '50400')).out).toContain('relay: 50400 an hour');
    expect((await dispatch('limit', 'campaign:demo', '--per-hour', '500', '--burst', '9')).code).toBe(0);
    expect((await dispatch('limit', 'provider:google.com', '--per-hour', '100')).code).toBe(0);
    expect(await limits()).toMatch(
      /campaign:demo +500 an hour, 9 at once\s+provider:google\.com +100 an hour, 2 at once\s+relay +50400 an hour, 14 at once/,
    );
    expect((await dispatch('limit', 'relay', '--per-hour', '60')).code).toBe(0);
    expect((await dispatch('limit', 'provider:google.com', '--lift')).code).toBe(0);
    expect(await limits()).toMatch(/relay +60 an hour/);
    expect(await limits()).not.toContain('google');
  });

  it('grow in a warm-up until it ends', async () => {
    expect((await dispatch('warm-up', '--first-day', '200', '--since', '2026-11-01')).code).toBe(0);
    expect(await limits()).toMatch(/warm_up +\d+ today \(200 on 2026-11-01, × 1\.5 a day\)/);
    expect((await dispatch('warm-up', '--end')).out).toContain('the warm-up is over');
    expect((await dispatch('warm-up', '--end')).code).toBe(1);
  });

  it('end a lane after so many', async () => {
    expect((await dispatch('total', 'urgent', '--messages', '7')).out).toContain('7 in all');
    expect(await lane()).toMatchObject({ total: 7, begun: 0 });
    expect((await dispatch('total', 'urgent', '--free')).code).toBe(0);
    expect(await lane()).toMatchObject({ total: null });
  });

  it.each([
    [['limit', 'everything', '--per-hour', '1'], 2, 'none of relay'],
    [['limit', 'provider:Google', '--per-hour', '1'], 2, 'none of relay'],
    [['limit', 'relay'], 2, '--per-hour or --lift'],
    [['limit', 'relay', '--per-hour', '0'], 2, 'whole number'],
    [['limit', 'provider:nobody.example', '--lift'], 1, 'no such limit'],
    [['limit', 'campaign:unknown', '--per-hour', '1'], 1, 'unknown'],
    [['warm-up'], 2, '--first-day or --end'],
    [['warm-up', '--first-day', '5', '--growth', '0.5'], 2, 'factor from 1 to 10'],
    [['total', 'urgent'], 2, '--messages or --free'],
  ])('say what is wrong with %j', async (args, code, message) => {
    const ran = await dispatch(...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(message);
  });

  it('are an administrator’s matter, and stand in the audit', async () => {
    const refused = await dispatch('limit', 'relay', '--per-hour', '1', '--as', MINA);
    expect(refused.code).toBe(1);
    const db = await database.dataSource();
    const acts = await db.query<{ act: string }[]>(
      `SELECT act FROM audit_entry WHERE act LIKE 'dispatch.%' ORDER BY number DESC LIMIT 2`,
    );
    expect(acts.map(({ act }) => act)).toEqual(['dispatch.lane-total-set', 'dispatch.lane-total-set']);
  });
});
