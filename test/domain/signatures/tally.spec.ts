import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FoldTally } from '../../../src/domain/signatures/fold-tally.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import type { TallyLine } from '../../../src/domain/signatures/tally-comparison.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

/** Signs with so many addresses and answers their confirmations' hashes. */
async function pending(count: number, country: string | null = null): Promise<Buffer[]> {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      world.send({ email: `${country ?? 'x'}${n}@example.org`, country }),
    ),
  );
  await world.decide();
  const rows = await world.db.query<{ h: Buffer }[]>(
    `SELECT confirm_hash AS h FROM signature WHERE state = 'pending' ORDER BY id`,
  );
  return rows.map(({ h }) => h);
}

/** A line of a comparison; the total of the world's campaign unless told otherwise. */
function line(fields: Partial<TallyLine>): TallyLine {
  return { campaignId: world.campaignId, part: 'confirmed', of: '', published: 0, counted: 0, ...fields };
}

async function rowsCounted(): Promise<number> {
  const [row] = await world.db.query<[{ n: number }]>(
    `SELECT count(*)::integer AS n FROM signature WHERE state = 'confirmed' AND held = 'no'`,
  );
  return row.n;
}

describe('the public count', () => {
  it('counts every confirmation once while folds run beside it, whatever the order of the commits', async () => {
    const hashes = await pending(300, 'DE');
    const web = world.database.webDatabase();
    const folding = new AbortController();
    const folds = (async () => {
      while (!folding.signal.aborted) await world.get(FoldTally).run();
    })();
    const confirmations = hashes.map((hash) =>
      web.query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [[hash], world.clock.now()]),
    );
    const holds = Array.from({ length: 20 }, (_, n) =>
      world.db.query(
        `UPDATE signature SET held = CASE held WHEN 'no' THEN 'quarantined' ELSE 'no' END
          WHERE id IN (SELECT id FROM signature ORDER BY id OFFSET $1 LIMIT 5)`,
        [n * 10],
      ),
    );
    await Promise.all([...confirmations, ...holds]);
    folding.abort();
    await folds;
    const tally = await world.counted();
    expect(tally.confirmed).toBe(await rowsCounted());
    expect(tally.days).toEqual([{ day: '2026-11-24', confirmed: tally.confirmed }]);
    expect(tally.countries).toEqual([{ country: 'DE', confirmed: tally.confirmed }]);
    const { lines, proof } = await world.get(RebuildTally).run();
    expect(proof.outcome).toBe('agreed');
    expect(lines).toEqual([line({ published: tally.confirmed, counted: tally.confirmed })]);
  });

  it('waits for a commit that is late, and finds it the next time', async () => {
    const [first, second] = await pending(2);
    const runner = world.db.createQueryRunner();
    await runner.startTransaction();
    await runner.query(
      `UPDATE signature SET state = 'confirmed', expires_at = NULL, confirmed_on = '2026-11-24' WHERE confirm_hash = $1`,
      [first],
    );
    await world.database
      .webDatabase()
      .query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [[second], world.clock.now()]);
    expect((await world.counted()).confirmed).toBe(1);
    await runner.commitTransaction();
    await runner.release();
    expect((await world.counted()).confirmed).toBe(2);
  });

  it('tells days from the first and countries from ten upwards', async () => {
    const web = world.database.webDatabase();
    const confirm = async (hashes: Buffer[]) =>
      web.query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [hashes, world.clock.now()]);
    await confirm(await pending(9, 'FR'));
    await confirm(await pending(10, 'DE'));
    world.clock.advance(86_400_000);
    await confirm(await pending(3));
    const tally = await world.counted();
    expect(tally.confirmed).toBe(22);
    expect(tally.asOf).toEqual(world.clock.now());
    expect(tally.days).toEqual([
      { day: '2026-11-24', confirmed: 19 },
      { day: '2026-11-25', confirmed: 3 },
    ]);
    expect(tally.countries).toEqual([{ country: 'DE', confirmed: 10 }]);
    await expect(web.query('SELECT * FROM tally_country')).rejects.toThrow('permission denied');
  });

  it('falls with withdrawals, holds and deletions', async () => {
    const hashes = await pending(5);
    await world.database
      .webDatabase()
      .query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [hashes, world.clock.now()]);
    expect((await world.counted()).confirmed).toBe(5);
    await world.db.query(`UPDATE signature SET held = 'invalidated' WHERE confirm_hash = $1`, [hashes[0]]);
    await world.db.query(`DELETE FROM signature WHERE confirm_hash = $1`, [hashes[1]]);
    await world.db.query(`UPDATE signature SET state = 'withdrawn' WHERE confirm_hash = $1`, [hashes[2]]);
    expect((await world.counted()).confirmed).toBe(2);
  });

  it('is put right by a rebuild, which says where it was wrong', async () => {
    const hashes = await pending(4, 'DE');
    await world.database
      .webDatabase()
      .query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [hashes, world.clock.now()]);
    await world.counted();
    await world.db.query('UPDATE published_tally SET confirmed = 17');
    await world.db.query(`UPDATE tally_country SET country = 'SE' WHERE country = 'DE'`);
    const { lines, proof } = await world.get(RebuildTally).run();
    expect(lines).toEqual([
      line({ published: 17, counted: 4 }),
      line({ part: 'country', of: 'DE', published: 0, counted: 4 }),
      line({ part: 'country', of: 'SE', published: 4, counted: 0 }),
    ]);
    expect(proof).toMatchObject({ outcome: 'repaired', campaigns: 1, departures: lines });
    expect((await world.counted()).confirmed).toBe(4);
    const again = await world.get(RebuildTally).run();
    expect(again.lines).toEqual([line({ published: 4, counted: 4 })]);
    expect(again.proof.outcome).toBe('agreed');
  });
});
