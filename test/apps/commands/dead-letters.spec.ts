import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { rows } from '../../../src/platform/database/sql.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { type Ran, runVigil } from '../../support/run-vigil.js';

const MINA = 'mina@organizers.example';
let database: TestDatabase;
let db: DataSource;
let variables: Record<string, string>;
const dispatch = (...args: string[]): Promise<Ran> => runVigil(variables, 'dispatch', ...args);
const states = async () =>
  Object.fromEntries(
    (
      await rows<{ key: string; n: number }>(
        db.manager,
        `SELECT kind || ' ' || state AS key, count(*)::integer AS n FROM message GROUP BY kind, state`,
      )
    ).map(({ key, n }) => [key, n]),
  );

/** Messages as they lie in the ledger when they are dead. */
async function dead(kind: string, state: string, outcome: string, count: number, daysOld = 0): Promise<void> {
  await db.query(
    `INSERT INTO message (id, batch_id, kind, scope, epoch, ref, recipient_key, contact, locale, content_id, lane_id,
                          priority, state, outcome, attempts, message_id, created_on, finished_at, finished_on)
     SELECT gen_random_uuid(), b.id, $1, b.scope, 1, gen_random_uuid(), uuid_send(gen_random_uuid()), '\\x00', 'en',
            (SELECT id FROM content), (SELECT id FROM lane WHERE key = 'urgent'), 1, $2, $3, 0,
            '<' || gen_random_uuid() || '@x>', current_date - $5::integer, now(), current_date
       FROM batch b, generate_series(1, $4::integer) WHERE b.kind = $1`,
    [kind, state, outcome, count, daysOld],
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  db = await database.dataSource();
  variables = {
    VIGIL_DATA_DIR: mkdtempSync(join(tmpdir(), 'vigil-dead-')),
    DATABASE_URL: database.url,
    VIGIL_MASTER_KEY: randomBytes(32).toString('base64url'),
  };
  await runVigil(variables, 'campaign', 'import', 'templates/campaigns/demo.yaml');
  await runVigil(
    variables,
    'organizer',
    'invite',
    MINA,
    '--name',
    'Mina',
    '--campaign',
    'demo',
    '--role',
    'owner',
  );
  await db.query(
    `INSERT INTO lane (id, key, urgent) VALUES (gen_random_uuid(), 'urgent', true) ON CONFLICT DO NOTHING`,
  );
  await db.query(`INSERT INTO content (id, sha256, kind, locale, pieces, created_on)
                  VALUES (gen_random_uuid(), sha256('x'), 'confirmation', 'en', '[]', current_date)`);
  await db.query(`INSERT INTO batch (id, kind, scope, standing, state, created_at)
                  SELECT gen_random_uuid(), kind, (SELECT id FROM campaign WHERE slug = 'demo'), kind <> 'seat-letter',
                         CASE kind WHEN 'seat-letter' THEN 'completed' ELSE 'sending' END, now()
                    FROM unnest(ARRAY['confirmation', 'seat-letter', 'sign-in']) AS kind`);
  await dead('confirmation', 'expired', 'expired', 3);
  await dead('confirmation', 'expired', 'expired', 1, 5);
  await dead('confirmation', 'failed', 'recipient_gone', 2);
  await dead('sign-in', 'expired', 'expired', 1);
  await dead('seat-letter', 'expired', 'expired', 2);
});
afterAll(() => database.close());

describe('what did not arrive', () => {
  it('is listed by kind and outcome', async () => {
    const { out } = await dispatch('dead');
    expect(out).toMatch(/confirmation +expired +expired +4 +4/);
    expect(out).toMatch(/confirmation +failed +recipient_gone +2 +2/);
    const page = (await dispatch('dead', '--json', '--per-page', '2')).json();
    expect(page).toMatchObject({ total: 4, perPage: 2, items: [{ count: 4 }, { count: 2 }] });
  });

  it('is sent again by class: what people asked for, by the operator, while its link works', async () => {
    const { code, out } = await dispatch('requeue', '--state', 'expired');
    expect([code, out]).toEqual([0, expect.stringMatching(/^3 messages wait to be sent; /)]);
    expect(await states()).toEqual({
      'confirmation ready': 3,
      'confirmation expired': 1,
      'confirmation failed': 2,
      'sign-in expired': 1,
      'seat-letter expired': 2,
    });
    const [asked] = await rows<{ n: number }>(
      db.manager,
      `SELECT count(*)::integer AS n FROM outbox WHERE job = 'dispatch.pump-urgent-lane'`,
    );
    expect(asked?.n).toBeGreaterThan(0);
  });

  it('is left to an organizer where it is a letter, whose mailing then goes on', async () => {
    const refused = await dispatch('requeue', '--state', 'expired', '--kind', 'seat-letter');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--as and --campaign')]);
    const act = ['--state', 'expired', '--kind', 'seat-letter', '--campaign', 'demo', '--as', MINA, '--json'];
    expect((await dispatch('requeue', ...act)).json()).toEqual({ requeued: 2 });
    const [batch] = await rows<{ state: string }>(
      db.manager,
      `SELECT state FROM batch WHERE kind = 'seat-letter'`,
    );
    expect(batch?.state).toBe('sending');
  });

  it('is narrowed by outcome, and wrong usage is told', async () => {
    expect((await dispatch('requeue', '--state', 'failed', '--outcome', 'refused', '--json')).json()).toEqual(
      { requeued: 0 },
    );
    for (const args of [
      [],
      ['--state', 'lost'],
      ['--state', 'failed', '--kind', 'pigeon'],
      [crypto.randomUUID()],
    ]) {
      expect([args, (await dispatch('requeue', ...args)).code]).toEqual([args, 2]);
    }
    expect((await runVigil(variables, 'audit', 'verify')).code).toBe(0);
  });
});
