import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { DecideIntake } from '../../../src/domain/signatures/decide-intake.js';
import { ExpirePending } from '../../../src/domain/signatures/expire-pending.js';
import { FoldTally } from '../../../src/domain/signatures/fold-tally.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { signatureTransitions } from '../../../src/domain/signatures/signature.rules.js';
import { SuppressDisowned } from '../../../src/domain/signatures/suppress-disowned.js';
import { hashesOf, supporterTokens } from '../../../src/domain/signatures/supporter-tokens.js';
import { onServer } from '../../support/database.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const PEOPLE = 14;
const LANES = 6;
const acts = {
  confirm: 'confirm_signatures',
  code: 'confirm_signatures_by_code',
  withdraw: 'withdraw_signatures',
  unsubscribe: 'unsubscribe_signatures',
  disown: 'disown_signatures',
} as const;
type Act = keyof typeof acts;

let world: SigningWorld;
let connections: pg.Client[];

beforeAll(async () => {
  world = await SigningWorld.open();
  // Every change of a row leaves its state before and after, whoever made it; the test reads what really happened.
  await onServer(
    world.database.url,
    `CREATE TABLE witnessed (id uuid, before text, after text, disowned_before boolean, disowned_after boolean)`,
    `CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
       INSERT INTO witnessed VALUES (NEW.id, OLD.state, NEW.state, OLD.disowned, NEW.disowned); RETURN NULL; END $$`,
    `CREATE TRIGGER witness AFTER UPDATE ON signature FOR EACH ROW EXECUTE FUNCTION witness()`,
    `GRANT SELECT, DELETE ON witnessed TO vigil_worker`,
  );
  connections = await Promise.all(Array.from({ length: LANES }, () => asWeb()));
});
beforeEach(async () => {
  await world.clear();
  await world.db.query('DELETE FROM witnessed');
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.end()));
  await world.close();
});

/** A connection of the public web process's role. */
async function asWeb(): Promise<pg.Client> {
  const client = new pg.Client(world.database.url);
  await client.connect();
  await client.query('SET ROLE vigil_web');
  return client;
}

type Op =
  | { readonly kind: 'act'; readonly act: Act; readonly who: readonly number[]; readonly issue: number }
  | { readonly kind: 'sign'; readonly who: readonly number[] }
  | { readonly kind: 'expire'; readonly who: readonly number[] }
  | { readonly kind: 'hold' | 'release'; readonly who: readonly number[] }
  | { readonly kind: 'fold' | 'suppress' | 'names' };

const who = fc.uniqueArray(fc.nat({ max: PEOPLE - 1 }), { minLength: 1, maxLength: PEOPLE });
const act = fc.record({
  kind: fc.constant('act' as const),
  act: fc.constantFrom<Act>(
    'confirm',
    'confirm',
    'confirm',
    'code',
    'withdraw',
    'withdraw',
    'unsubscribe',
    'disown',
  ),
  who,
  issue: fc.integer({ min: 1, max: 4 }),
});
const others = fc.oneof(
  fc.record({ kind: fc.constantFrom('sign' as const, 'expire' as const), who }),
  fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const), who }),
  fc.record({ kind: fc.constantFrom('fold' as const, 'suppress' as const, 'names' as const) }),
);
const op: fc.Arbitrary<Op> = fc.oneof({ weight: 3, arbitrary: act }, { weight: 2, arbitrary: others });
const lane = fc.array(op, { minLength: 4, maxLength: 14 });

/** The rows' ids in the order of people; the tokens of an issue follow from them. */
async function idsOf(): Promise<string[]> {
  const rows = await world.db.query<{ id: string }[]>('SELECT id FROM signature ORDER BY email_index');
  return rows.map(({ id }) => id);
}

async function perform(
  one: Op,
  connection: pg.Client,
  ids: readonly string[],
  tokenKey: Buffer,
): Promise<void> {
  const chosen = 'who' in one ? one.who.map((n) => ids[n]!) : [];
  const ordered = `id IN (SELECT id FROM signature WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE)`;
  switch (one.kind) {
    case 'act': {
      const column = (
        {
          confirm: 'confirmHash',
          code: 'codeHash',
          withdraw: 'withdrawHash',
          unsubscribe: 'unsubscribeHash',
          disown: 'notMeHash',
        } as const
      )[one.act];
      const hashes = chosen.map((id) => hashesOf(supporterTokens(tokenKey, id, one.issue))[column]);
      // Nobody's token among them, and one of them twice: both are what the public sends.
      hashes.push(randomBytes(32), hashes[0]!);
      const { rows } = await connection.query<{ n: string }>(
        `SELECT n FROM ${acts[one.act]}($1::bytea[], $2)`,
        [hashes, world.clock.now()],
      );
      expect(rows.map(({ n }) => Number(n))).not.toContain(hashes.length - 1);
      return;
    }
    case 'sign':
      // What counts against the week's mails is forgotten, as a week would.
      await world.db.query(`UPDATE signature SET mailed_on = '{}', already_on = NULL WHERE ${ordered}`, [
        chosen,
      ]);
      for (const n of one.who)
        await world.send({ email: `person${n}@example.org`, visibility: 'name', news: true });
      await world.get(DecideIntake).run();
      return;
    case 'expire':
      await world.db.query(
        `UPDATE signature SET expires_at = date_trunc('hour', $2::timestamptz) WHERE state = 'pending' AND ${ordered}`,
        [chosen, world.clock.now()],
      );
      await world.get(ExpirePending).run();
      return;
    case 'hold':
    case 'release':
      await world.db.query(`UPDATE signature SET held = $2 WHERE ${ordered}`, [
        chosen,
        one.kind === 'hold' ? 'quarantined' : 'no',
      ]);
      return;
    case 'fold':
      return world.get(FoldTally).run();
    case 'suppress':
      await world.get(SuppressDisowned).run();
      return;
    case 'names':
      await world.get(PublishNames).run();
  }
}

interface Change {
  readonly before: keyof typeof signatureTransitions;
  readonly after: keyof typeof signatureTransitions;
  readonly disowned_before: boolean;
  readonly disowned_after: boolean;
}

function isLegal({ before, after, disowned_before, disowned_after }: Change): boolean {
  if (disowned_before && (!disowned_after || before !== after)) return false;
  return before === after || (signatureTransitions[before] as readonly string[]).includes(after);
}

describe('the token functions under concurrency', () => {
  it('change states only along the diagram, never lock one another out, and the count agrees with the rows', async () => {
    const { tokenKey } = await world.get(ScopeKeys).ring(world.campaignId);
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(lane, { minLength: LANES, maxLength: LANES }), async (lanes) => {
        await world.clear();
        await world.db.query('DELETE FROM witnessed');
        for (let n = 0; n < PEOPLE; n++) {
          await world.send({ email: `person${n}@example.org`, country: n % 2 ? 'DE' : null, news: true });
        }
        await world.decide();
        const ids = await idsOf();
        await Promise.all(
          lanes.map(async (ops, n) => {
            for (const each of ops) await perform(each, connections[n]!, ids, tokenKey);
          }),
        );
        await world.decide();
        const changes = await world.db.query<Change[]>('SELECT * FROM witnessed');
        expect(changes.filter((change) => !isLegal(change))).toEqual([]);
        for (const { before, after } of changes) if (before !== after) met.add(`${before} to ${after}`);
        await agrees();
      }),
      { numRuns: 10 },
    );
    // The interleavings have to meet what they are to prove.
    expect([...met].sort()).toEqual([
      'confirmed to withdrawn',
      'expired to pending',
      'pending to confirmed',
      'pending to expired',
      'withdrawn to pending',
    ]);
  }, 120_000);

  it('count one for fifty at once, by the link and by the code together', async () => {
    await world.sign();
    const tokens = await world.newestTokens();
    const { confirmHash, codeHash } = hashesOf(tokens);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        connections[n % LANES]!.query(`SELECT n FROM ${n % 2 ? acts.confirm : acts.code}($1::bytea[], $2)`, [
          [n % 2 ? confirmHash : codeHash],
          world.clock.now(),
        ]),
      ),
    );
    const changes = await world.db.query<Change[]>(`SELECT * FROM witnessed WHERE before <> after`);
    expect(changes).toHaveLength(1);
    expect((await world.counted()).confirmed).toBe(1);
    await agrees();
  });
});

/** The public count, its days and its countries are those of the rows; nothing of who has left is shown. */
async function agrees(): Promise<void> {
  const tally = await world.counted();
  const [rows] = await world.db.query<[{ confirmed: number; german: number }]>(
    `SELECT count(*)::integer AS confirmed, (count(*) FILTER (WHERE country = 'DE'))::integer AS german
       FROM signature WHERE state = 'confirmed' AND held = 'no'`,
  );
  expect(tally.confirmed).toBe(rows.confirmed);
  expect(tally.days.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(rows.confirmed);
  expect(
    await world.db.query(`SELECT confirmed FROM tally_country WHERE country = 'DE' AND confirmed <> $1`, [
      rows.german,
    ]),
  ).toEqual([]);
  expect(
    await world.db.query(
      `SELECT 1 FROM public_name JOIN signature s ON s.id = signature_id WHERE s.state <> 'confirmed'`,
    ),
  ).toEqual([]);
}
