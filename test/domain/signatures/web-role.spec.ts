import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { SigningWorld } from '../../worlds/signing.world.js';
import type { WebDatabase } from '../../../src/platform/database/web-database.js';

let world: SigningWorld;
let web: WebDatabase;

beforeAll(async () => {
  world = await SigningWorld.open();
  await world.signAndConfirm({ email: 'confirmed@example.org' });
  await world.sign({ email: 'pending@example.org' });
  web = world.database.webDatabase();
});
afterAll(() => world.close());

/** All that the public web process may read: projections made for the public. */
const published = new Set([
  'published_campaign',
  'published_key',
  'published_tally',
  'published_tally_day',
  'published_tally_country',
  'published_tally_explanation',
  'published_signing',
]);

const functions = [
  'confirm_signatures',
  'confirm_signatures_by_code',
  'withdraw_signatures',
  'unsubscribe_signatures',
  'disown_signatures',
];

describe('the role of the public web process', () => {
  it('reads published projections and no other table, of any schema', async () => {
    const tables = await world.db.query<{ schema: string; name: string }[]>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       UNION ALL SELECT schemaname, viewname FROM pg_views WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    const readable: string[] = [];
    for (const { schema, name } of tables) {
      const answer = await web
        .query(`SELECT * FROM "${schema}"."${name}" LIMIT 1`)
        .catch((error: unknown) => error);
      if (!(answer instanceof Error)) readable.push(name);
      else expect(answer.message).toContain('permission denied');
    }
    expect(readable.sort()).toEqual([...published].sort());
  });

  it('reads of the public names what is shown, and not whose signature it is', async () => {
    await expect(web.query('SELECT id, campaign_id, shown, day FROM public_name')).resolves.toEqual([]);
    await expect(web.query('SELECT signature_id FROM public_name')).rejects.toThrow('permission denied');
  });

  it('adds to the intake and to nothing else, and sees nothing of what it added', async () => {
    const tables = await world.db.query<{ schema: string; name: string }[]>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const writable: string[] = [];
    for (const { schema, name } of tables) {
      for (const act of [
        `INSERT INTO "${schema}"."${name}" DEFAULT VALUES`,
        `DELETE FROM "${schema}"."${name}"`,
        `TRUNCATE "${schema}"."${name}"`,
      ]) {
        const answer = await web.query(act).catch((error: unknown) => error);
        const denied = answer instanceof Error && /permission denied|must be owner/.test(answer.message);
        if (!denied) writable.push(`${name}: ${act.slice(0, 6)}`);
      }
    }
    expect(writable.sort()).toEqual(
      ['intake: INSERT', 'outbox: INSERT'].filter((each) => writable.includes(each)),
    );
    const insert = `INSERT INTO intake (id, scope, epoch, ephemeral_key, sealed, day, flags)
      VALUES ($1, $2, 1, 'x', 'y', '2026-11-24', '{}')`;
    await web.query(insert, [randomUUID(), randomUUID()]);
    await expect(web.query(`${insert} RETURNING id`, [randomUUID(), randomUUID()])).rejects.toThrow(
      'permission denied',
    );
    await world.db.query('DELETE FROM intake');
  });

  it('asks for no job but the deciding of forms', async () => {
    const ask = (job: string, queue: string) =>
      web.query(`INSERT INTO outbox (job, queue, payload) VALUES ($1, $2, '{}')`, [job, queue]);
    await ask('signatures.decide-intake', 'urgent');
    await expect(ask('dispatch.pump-lane', 'bulk')).rejects.toThrow('row-level security');
    await expect(ask('signatures.suppress-disowned', 'urgent')).rejects.toThrow('row-level security');
  });

  it('executes the token functions and no other of ours', async () => {
    const callable = await web.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND has_function_privilege('vigil_web', oid, 'EXECUTE')
          AND prorettype <> 'trigger'::regtype ORDER BY 1`,
    );
    expect(callable.map(({ name }) => name)).toEqual([...functions, 'my_signature'].sort());
  });

  it.each(functions)('cannot act at large through %s', async (name) => {
    const call = (hashes: Buffer[]) =>
      web.query(`SELECT * FROM ${name}($1::bytea[], $2)`, [hashes, world.clock.now()]);
    await expect(call(Array.from({ length: 1001 }, () => randomBytes(32)))).rejects.toThrow('at most');
    const guesses = [Buffer.alloc(0), Buffer.alloc(32), ...Array.from({ length: 90 }, () => randomBytes(32))];
    expect(await call(guesses)).toEqual([]);
    expect(await web.query(`SELECT * FROM ${name}(NULL, now())`)).toEqual([]);
    expect(await web.query(`SELECT * FROM ${name}('{NULL}'::bytea[], now())`)).toEqual([]);
    const states = (await world.signatures()).map(({ state }) => state).sort();
    expect(states).toEqual(['confirmed', 'pending']);
  });

  it('learns nothing of who signed by an address', async () => {
    expect(await web.query('SELECT * FROM my_signature($1, $2)', [randomBytes(32), '2026-11-24'])).toEqual(
      [],
    );
    expect(await web.query('SELECT * FROM my_signature(NULL, NULL)')).toEqual([]);
    await expect(web.query(`SELECT withhold_messages('{}', '{}', now())`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('cannot become another role, nor make anything', async () => {
    for (const act of [
      'CREATE TABLE mine (a int)',
      'CREATE SCHEMA mine',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      `COPY signature TO '/tmp/x'`,
    ]) {
      await expect(web.query(act)).rejects.toThrow(/permission denied|must be/);
    }
  });
});
