import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ProveTally } from '../../../src/domain/signatures/prove-tally.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { compareTally } from '../../../src/domain/signatures/tally-comparison.js';
import { TallyProofStore } from '../../../src/domain/signatures/tally-proof.store.js';
import { openLog } from '../../../src/platform/config/log.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
let logged: string[];
let prove: ProveTally;

beforeAll(async () => {
  world = await SigningWorld.open();
  const log = openLog('info', { write: (line) => void logged.push(line) });
  prove = new ProveTally(world.db, world.get(TallyProofStore), world.clock, log);
});
beforeEach(async () => {
  logged = [];
  await world.clear();
  await world.signAndConfirm({ email: 'canary@example.org', country: 'DE' });
  await world.signAndConfirm({ email: 'another@example.org' });
});
afterAll(() => world.close());

const last = () => world.get(TallyProofStore).findLast(world.db.manager);

describe('the proof of the public count', () => {
  it('agrees, folded or not, and is kept with its moment', async () => {
    expect(await prove.run()).toMatchObject({ outcome: 'agreed', campaigns: 1, departures: [] });
    await world.counted();
    world.clock.advance(86_400_000);
    await prove.run();
    expect(await last()).toEqual({
      provedAt: world.clock.now(),
      outcome: 'agreed',
      campaigns: 1,
      departures: [],
    });
    expect(logged.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([30, 30]);
  });

  it.each([
    ['confirmed', '', 'UPDATE published_tally SET confirmed = confirmed + 1'],
    ['day', '2026-11-24', 'UPDATE published_tally_day SET confirmed = confirmed + 1'],
    ['country', 'DE', `UPDATE tally_country SET confirmed = confirmed + 1 WHERE country = 'DE'`],
    ['withdrawn', '', `INSERT INTO tally_explanation SELECT campaign_id, 1, 0, 0, 0 FROM published_tally`],
    ['aside', '', `INSERT INTO tally_explanation SELECT campaign_id, 0, 1, 0, 0 FROM published_tally`],
  ])(
    'finds a departure in %s %s, tells it without a person, and repairs nothing',
    async (part, of, spoil) => {
      await world.counted();
      await world.db.query(spoil);
      const proof = await prove.run();
      expect(proof).toMatchObject({ outcome: 'departed', departures: [{ part, of }] });
      expect(await last()).toEqual(proof);
      expect(logged).toHaveLength(1);
      expect(JSON.parse(logged[0]!)).toMatchObject({ level: 50, campaigns: 1, departures: 1 });
      expect(logged[0]).not.toMatch(/canary|example\.org|DE/);
      expect((await prove.run()).outcome).toBe('departed');
      expect((await world.get(RebuildTally).run()).proof).toMatchObject({
        outcome: 'repaired',
        departures: proof.departures,
      });
      expect(await last()).toMatchObject({ outcome: 'repaired' });
      expect((await prove.run()).outcome).toBe('agreed');
    },
  );

  it('neither waits for who signs nor makes them wait, and sees one moment', async () => {
    const signing = world.db.createQueryRunner();
    await signing.startTransaction();
    await signing.query(`UPDATE signature SET held = 'quarantined' WHERE state = 'confirmed'`);
    expect((await prove.run()).outcome).toBe('agreed');
    const proving = world.db.createQueryRunner();
    await proving.startTransaction();
    await compareTally(proving.manager);
    await signing.commitTransaction();
    await signing.release();
    await world.db.query(`UPDATE signature SET held = 'no'`);
    await proving.commitTransaction();
    await proving.release();
    expect((await world.counted()).confirmed).toBe(2);
    expect((await prove.run()).outcome).toBe('agreed');
  });

  it('agrees whenever it is run while people confirm and the count is folded', async () => {
    const web = world.database.webDatabase();
    await Promise.all(Array.from({ length: 120 }, (_, n) => world.send({ email: `p${n}@example.org` })));
    await world.decide();
    const hashes = await world.db.query<{ h: Buffer }[]>(
      `SELECT confirm_hash AS h FROM signature WHERE state = 'pending'`,
    );
    const done = new AbortController();
    const beside = (act: () => Promise<unknown>) =>
      (async () => {
        const seen: unknown[] = [];
        while (!done.signal.aborted) seen.push(await act());
        return seen;
      })();
    const folds = beside(() => world.counted());
    const proofs = beside(async () => (await prove.run()).outcome);
    for (const { h } of hashes) {
      await web.query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [[h], world.clock.now()]);
    }
    done.abort();
    await folds;
    expect(new Set(await proofs)).toEqual(new Set(['agreed']));
    expect((await world.counted()).confirmed).toBe(122);
  });
});
