import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../../src/apps/commands/run-command-line.js';
import { ScopeKeyStore } from '../../../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { suspicionPolicy } from '../../../src/domain/signatures/holds/suspicion-policy.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { MasterKey } from '../../../src/platform/config/master-key.js';
import { confirmedSupporter } from '../../factories/supporters.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type Ran, runVigil } from '../../support/run-vigil.js';

const MINA = 'mina@organizers.example';
let database: TestDatabase;
let variables: Record<string, string>;
const vigil = (...args: string[]): Promise<Ran> => runVigil(variables, ...args);
const told = async <T>(...args: string[]): Promise<T> => {
  const ran = await vigil(...args, '--json');
  expect([args, ran.code, ran.err]).toEqual([args, 0, '']);
  return ran.json() as T;
};

beforeAll(async () => {
  database = await freshDatabase();
  const masterKey = randomBytes(32);
  variables = {
    VIGIL_DATA_DIR: mkdtempSync(join(tmpdir(), 'vigil-holds-')),
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: masterKey.toString('base64url'),
  };
  await told('campaign', 'import', 'templates/campaigns/demo.yaml');
  await told('campaign', 'open', 'demo');
  await told('organizer', 'invite', MINA, '--name', 'Mina', '--campaign', 'demo', '--role', 'moderator');
  const db = await database.dataSource();
  const keys = new ScopeKeys(db, new ScopeKeyStore(), new MasterKey(masterKey), new SystemClock());
  const [campaign] = await db.query<[{ id: string }]>(`SELECT id FROM campaign WHERE slug = 'demo'`);
  for (let n = 0; n < 3; n++) {
    await confirmedSupporter(db, keys, campaign.id, { name: `suspect${n}`, held: 'quarantined' });
    await confirmedSupporter(db, keys, campaign.id, { name: `other${n}` });
  }
  await db.query(`UPDATE signature SET hold_reasons = '{honeypot,stamp-old}' WHERE held = 'quarantined'`);
  await db.query(
    `INSERT INTO alert (id, campaign_id, kind, subject, detail, raised_at)
     VALUES (gen_random_uuid(), $1, 'rate', '2026-11-24', '{"signatures": 500, "usual": 12}', now())`,
    [campaign.id],
  );
});
afterAll(() => database.close());

describe('held signatures by command', () => {
  it('are counted by reason and shown one by one, a page at a time', async () => {
    expect(await told('hold', 'list', 'demo', '--as', MINA)).toMatchObject({
      items: [
        { reason: 'honeypot', held: 'quarantined', confirmed: 3, unconfirmed: 0 },
        { reason: 'stamp-old', held: 'quarantined', confirmed: 3, unconfirmed: 0 },
      ],
    });
    const shown = await vigil(
      'hold',
      'show',
      'demo',
      '--held',
      'quarantined',
      '--per-page',
      '2',
      '--as',
      MINA,
    );
    expect(shown.out).toMatch(/suspect\d/);
    expect(shown.out).toContain('page 1 of 2, 3 in all');
    expect(shown.out).not.toMatch(/other|@/);
  });

  it('are let go and thrown out only with the number that the preview showed, and brought back', async () => {
    const release = ['hold', 'release', 'demo', '--reason', 'honeypot', '--as', MINA];
    expect(await told(...release, '--preview')).toMatchObject({ total: 3 });
    const unasked = await vigil(...release);
    expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('--expect 3')]);
    const wrong = await vigil(...release, '--expect', '2');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('nothing was done')]);
    const { act } = await told<{ act: string }>(...release, '--expect', '3');
    expect(await told('hold', 'undo', act, '--as', MINA)).toMatchObject({ restored: 3 });
    expect((await vigil('hold', 'undo', act, '--as', MINA)).err).toContain('undone already');
    expect(await told('hold', 'acts', 'demo', '--as', MINA)).toMatchObject({
      total: 1,
      items: [{ id: act }],
    });
    const bare = await vigil('hold', 'invalidate', 'demo', '--expect', '6', '--as', MINA);
    expect([bare.code, bare.err]).toEqual([2, expect.stringContaining('at least one condition')]);
    expect((await vigil('hold', 'invalidate', 'demo', '--from', 'May', '--as', MINA)).code).toBe(2);
  });

  it('are asked about on a terminal, and only a yes is one', async () => {
    const asked: string[] = [];
    const at = (answer: string) =>
      runCommandLine(
        ['hold', 'invalidate', 'demo', '--reason', 'honeypot', '--as', MINA],
        {
          out: () => undefined,
          err: () => undefined,
          watched: true,
          ask: (question) => {
            asked.push(question);
            return Promise.resolve(answer);
          },
        },
        variables,
      );
    const thrownOut = async () =>
      (await told<{ total: number }>('hold', 'show', 'demo', '--held', 'invalidated', '--as', MINA)).total;
    expect([await at(''), await thrownOut()]).toEqual([0, 0]);
    expect([await at('yes'), await thrownOut()]).toEqual([0, 3]);
    expect(asked[0]).toContain('invalidate these 3?');
  });
});

describe('alerts by command', () => {
  it('are listed in words and dismissed once', async () => {
    const listed = await vigil('alert', 'list', '--as', MINA);
    expect(listed.out).toContain('500 signatures came in; about 12 a day are usual');
    const { items } = await told<{ items: [{ id: string }] }>('alert', 'list');
    await told('alert', 'dismiss', items[0].id, '--as', MINA);
    expect(await told('alert', 'list')).toMatchObject({ total: 0 });
    expect(await told('alert', 'list', '--all')).toMatchObject({ total: 1 });
    expect((await vigil('alert', 'dismiss', items[0].id)).code).toBe(1);
  });
});

describe('vigil env', () => {
  it('shows every signal with its weight, and every threshold', async () => {
    const { out } = await vigil('env');
    const { signals, holdAt } = suspicionPolicy();
    for (const name of Object.keys(signals)) expect(out).toContain(name);
    expect(out).toContain(`from a sum of ${holdAt} on`);
    expect(out).toContain('velocity.domainCluster.domains = 6');
    expect(await told('env', '--suspicion')).toEqual(suspicionPolicy());
  });
});
