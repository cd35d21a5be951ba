import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { tokenHash } from '../../../src/platform/crypto/token.js';
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
  'consent_text',
  'published_campaign',
  'published_key',
  'published_picture',
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

/** Every right of the role on anything that is not PostgreSQL's own. Whoever adds one adds a line and says why. */
const rights = [
  // What is sealed goes in, and the deciding of it is asked for (a policy allows no other job).
  'column intake.day: INSERT',
  'column intake.ephemeral_key: INSERT',
  'column intake.epoch: INSERT',
  'column intake.flags: INSERT',
  'column intake.id: INSERT',
  'column intake.scope: INSERT',
  'column intake.sealed: INSERT',
  // Names that people chose to show, without whose signature it is.
  'column public_name.campaign_id: SELECT',
  'column public_name.day: SELECT',
  'column public_name.id: SELECT',
  'column public_name.shown: SELECT',
  // PostgreSQL's own default; nothing of ours looks there (see below).
  'database: TEMPORARY',
  // Acts by the hashes of tokens.
  'function confirm_signatures: EXECUTE',
  'function confirm_signatures_by_code: EXECUTE',
  'function disown_signatures: EXECUTE',
  'function my_signature: EXECUTE',
  'function unsubscribe_signatures: EXECUTE',
  'function withdraw_signatures: EXECUTE',
  'schema public: USAGE',
  // The wording that was agreed to, which a supporter's own page shows.
  'table consent_text: SELECT',
  'table outbox: INSERT',
  // Projections made for the public.
  'table published_campaign: SELECT',
  'table published_tally: SELECT',
  'table published_tally_day: SELECT',
  'view published_key: SELECT',
  'view published_picture: SELECT',
  'view published_signing: SELECT',
  'view published_tally_country: SELECT',
  'view published_tally_explanation: SELECT',
];

/** Rights of a role as sorted texts; a right on a whole table stands for those on its columns. */
function rightsOf(role: string): string {
  const own = `NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;
  const name = `CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname`;
  const may = (what: string, args: string) => `has_${what}_privilege('${role}', ${args}, p)`;
  return `
    SELECT * FROM (
      SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' ELSE 'table ' END || ${name} || ': ' || p AS right
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
             unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) AS p
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname ${own} AND ${may('table', 'c.oid')}
      UNION ALL
      SELECT 'sequence ' || ${name} || ': ' || p
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(ARRAY['SELECT', 'UPDATE', 'USAGE']) AS p
       WHERE c.relkind = 'S' AND n.nspname ${own} AND ${may('sequence', 'c.oid')}
      UNION ALL
      SELECT 'column ' || ${name} || '.' || a.attname || ': ' || p
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid,
             unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS p
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname ${own} AND NOT a.attisdropped
         AND has_column_privilege('${role}', c.oid, a.attnum, p) AND NOT ${may('table', 'c.oid')}
      UNION ALL
      SELECT 'function ' || CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || f.proname || ': EXECUTE'
        FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
       WHERE n.nspname ${own} AND has_function_privilege('${role}', f.oid, 'EXECUTE')
      UNION ALL
      SELECT 'schema ' || nspname || ': ' || p FROM pg_namespace, unnest(ARRAY['USAGE', 'CREATE']) AS p
       WHERE nspname ${own} AND nspname NOT LIKE 'pg_%' AND has_schema_privilege('${role}', oid, p)
      UNION ALL
      SELECT 'database: ' || p FROM unnest(ARRAY['CREATE', 'TEMPORARY']) AS p
       WHERE has_database_privilege('${role}', current_database(), p)) AS held
     ORDER BY 1`;
}

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

  it('holds, of everything there is in the database, exactly the rights that are named here', async () => {
    const held = await world.db.query<{ right: string }[]>(rightsOf('vigil_web'));
    expect(held.map(({ right }) => right)).toEqual(rights);
    // What it holds is its own: it inherits nothing, and nothing of ours was granted to everybody.
    expect(
      await world.db.query(
        `SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = 'vigil_web'`,
      ),
    ).toEqual([]);
    expect(await world.db.query(rightsOf('public'))).toEqual([{ right: 'database: TEMPORARY' }]);
  });

  it('cannot put a table of its own in the place of ours, under a function that has more rights', async () => {
    const client = new pg.Client(world.database.url);
    await client.connect();
    try {
      await client.query('SET ROLE vigil_web');
      for (const table of ['campaign', 'public_name', 'signature', 'tally_delta', 'code_miss', 'message']) {
        await client.query(`CREATE TEMPORARY TABLE ${table} (id uuid, stolen text)`);
      }
      await client.query('CREATE TEMPORARY TABLE outbox (job text, queue text, payload jsonb)');
      await client.query(`CREATE FUNCTION pg_temp.steal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.outbox (job, queue, payload)
          SELECT 'stolen', 'urgent', jsonb_build_object('contact', s.contact) FROM public.signature s; RETURN NEW; END $$`);
      await client.query(
        'CREATE TRIGGER steal BEFORE INSERT ON pg_temp.outbox FOR EACH ROW EXECUTE FUNCTION pg_temp.steal()',
      );
      await world.sign({ email: 'shown@example.org', visibility: 'name' });
      const hashes = [tokenHash((await world.newestTokens()).notMe)];
      for (const name of functions) {
        await client.query(`SELECT * FROM ${name}($1::bytea[], $2)`, [hashes, world.clock.now()]);
      }
      expect(await world.db.query(`SELECT 1 FROM outbox WHERE job = 'stolen'`)).toEqual([]);
      expect(await world.db.query(`SELECT 1 FROM signature WHERE disowned`)).toHaveLength(1);
    } finally {
      await client.end();
    }
    await world.db.query('DELETE FROM signature WHERE disowned');
    const open = await world.db.query<{ proname: string }[]>(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          AND NOT coalesce(proconfig, '{}') @> '{"search_path=pg_catalog, public, pg_temp"}'`,
    );
    expect(open).toEqual([]);
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
