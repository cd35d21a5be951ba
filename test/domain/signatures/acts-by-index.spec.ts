import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { SigningWorld } from '../../worlds/signing.world.js';

const CROWD = 4_000;
const ASKED = 20;
/** An act looks each row up by its hash, changes it by its id and reads it again for the answer; what is kept of its own beside. */
const LOOKS = 12;

let world: SigningWorld;
let client: pg.Client;

beforeAll(async () => {
  world = await SigningWorld.open();
  client = new pg.Client(world.database.url);
  await client.connect();
  await client.query('ALTER TABLE signature SET (autovacuum_enabled = false)');
});
afterAll(async () => {
  await client.end();
  await world.close();
});

/** Many that wait, copies of one, which the database has not looked at yet: the beginning of a surge. */
async function crowd(): Promise<void> {
  await world.sign();
  await client.query('CREATE TEMP TABLE many AS SELECT * FROM signature, generate_series(1, $1::integer)', [
    CROWD,
  ]);
  await client.query(
    `UPDATE many SET id = gen_random_uuid(), email_index = sha256(generate_series::text::bytea), code_hash = NULL,
       confirm_hash = sha256(('c' || generate_series)::bytea), withdraw_hash = sha256(('w' || generate_series)::bytea),
       unsubscribe_hash = sha256(('u' || generate_series)::bytea), not_me_hash = sha256(('n' || generate_series)::bytea)`,
  );
  await client.query('ALTER TABLE many DROP COLUMN generate_series');
  await client.query('INSERT INTO signature SELECT * FROM many');
}

async function rowsReadBy(act: string, hashes: readonly Buffer[]): Promise<number> {
  await client.query('BEGIN');
  await client.query(`SELECT FROM ${act}($1::bytea[], $2)`, [hashes, world.clock.now()]);
  const { rows } = await client.query<{ n: string }>(
    `SELECT seq_tup_read + idx_tup_fetch AS n FROM pg_stat_xact_user_tables WHERE relname = 'signature'`,
  );
  await client.query('COMMIT');
  return Number(rows[0]?.n);
}

it('reads the rows it is asked for and no others, however many wait', async () => {
  await crowd();
  const acts = {
    confirm_signatures: 'c',
    withdraw_signatures: 'w',
    unsubscribe_signatures: 'u',
    disown_signatures: 'n',
  } as const;
  for (const [act, letter] of Object.entries(acts)) {
    const hashes = Array.from({ length: ASKED }, (_, place) =>
      createHash('sha256')
        .update(`${letter}${place + 1}`)
        .digest(),
    );
    const read = await rowsReadBy(act, hashes);
    expect({ act, read, tooMany: read > ASKED * LOOKS }).toEqual({ act, read, tooMany: false });
    expect(read).toBeGreaterThanOrEqual(ASKED);
  }
  const [{ n }] = (
    await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM signature WHERE disowned AND state = 'withdrawn'`,
    )
  ).rows as [{ n: string }];
  expect(Number(n)).toBe(ASKED);
});
