import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { FoldTally } from '../../../src/domain/signatures/fold-tally.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const PEOPLE = 40;
const CONNECTIONS = 8;

let world: SigningWorld;
let connections: pg.Client[];

beforeAll(async () => {
  world = await SigningWorld.open();
  connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client(world.database.url);
      await client.connect();
      await client.query('SET ROLE vigil_web');
      return client;
    }),
  );
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.end()));
  await world.close();
});

/** What happens to an open transaction, and what looks at the count beside it. */
const turn = fc.record({
  end: fc.constantFrom('COMMIT', 'COMMIT', 'COMMIT', 'ROLLBACK'),
  beside: fc.constantFrom('nothing', 'fold', 'two folds', 'rebuild', 'fold and rebuild'),
});
const order = fc.shuffledSubarray(
  Array.from({ length: CONNECTIONS }, (_, n) => n),
  { minLength: CONNECTIONS },
);

async function pendingHashes(): Promise<Buffer[]> {
  for (let n = 0; n < PEOPLE; n++) await world.send({ email: `p${n}@example.org`, country: 'DE' });
  await world.decide();
  const rows = await world.db.query<{ h: Buffer }[]>('SELECT confirm_hash AS h FROM signature ORDER BY id');
  return rows.map(({ h }) => h);
}

function beside(what: string): Promise<unknown> {
  const fold = () => world.get(FoldTally).run();
  const rebuild = () => world.get(RebuildTally).run();
  switch (what) {
    case 'fold':
      return fold();
    case 'two folds':
      return Promise.all([fold(), fold()]);
    case 'rebuild':
      return rebuild();
    case 'fold and rebuild':
      return Promise.all([fold(), rebuild(), fold()]);
    default:
      return Promise.resolve();
  }
}

describe('the windows of the public count', () => {
  it('hold every confirmation once, whatever the order of the commits and whoever counts meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.array(turn, { minLength: CONNECTIONS, maxLength: CONNECTIONS }),
        fc.array(fc.nat({ max: CONNECTIONS - 1 }), { minLength: PEOPLE, maxLength: PEOPLE }),
        async (ends, turns, shares) => {
          await world.clear();
          const hashes = await pendingHashes();
          const mine = connections.map((_, n) => hashes.filter((_, i) => shares[i] === n));
          for (const [n, connection] of connections.entries()) {
            await connection.query('BEGIN');
            await connection.query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [
              mine[n],
              world.clock.now(),
            ]);
          }
          let committed = 0;
          for (const [i, n] of ends.entries()) {
            const { end, beside: what } = turns[i]!;
            await Promise.all([connections[n]!.query(end), beside(what)]);
            if (end === 'COMMIT') committed += mine[n]!.length;
            // What is committed is counted by the next fold, and what is open is not.
            const tally = await world.counted();
            expect(tally.confirmed).toBe(committed);
            expect(tally.days.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(committed);
          }
          await world.get(RebuildTally).run();
          expect((await world.counted()).confirmed).toBe(committed);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);
});
