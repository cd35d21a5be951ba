import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PurgeUnconfirmed } from '../../../src/domain/signatures/purge-unconfirmed.js';
import { ProveTally } from '../../../src/domain/signatures/prove-tally.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const DAY = 86_400_000;

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

/** Signs and confirms with so many addresses, all in one statement. */
async function confirmed(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, n) => world.send({ email: `x${n}@example.org` })));
  await world.decide();
  const pending = await world.db.query<{ h: Buffer }[]>(
    `SELECT confirm_hash AS h FROM signature WHERE state = 'pending'`,
  );
  await world.database
    .webDatabase()
    .query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [
      pending.map(({ h }) => h),
      world.clock.now(),
    ]);
}

/** Changes the first rows, as whoever withdraws or holds them does. */
function change(set: string, count: number, where = 'true'): Promise<unknown> {
  return world.db.query(
    `UPDATE signature SET ${set} WHERE id IN (SELECT id FROM signature WHERE ${where} ORDER BY id LIMIT ${count})`,
  );
}

/** The exact numbers, as no public process may read them. */
async function exactly(): Promise<Record<string, number>> {
  const { confirmed: counted } = await world.counted();
  const [row] = await world.db.query<Record<string, number>[]>(
    'SELECT withdrawn, aside, withdrawn_gone, aside_gone FROM tally_explanation',
  );
  return { counted, ...row };
}

const proved = async () => (await world.get(ProveTally).run()).outcome;

describe('what explains a shrinking count', () => {
  it('adds up: whoever confirmed is counted, or took it back, or is set aside', async () => {
    await confirmed(12);
    expect(await exactly()).toEqual({ counted: 12 });
    await change(`state = 'withdrawn', country = NULL`, 3);
    await change(`held = 'quarantined'`, 2, `state = 'confirmed'`);
    await change(`held = 'invalidated'`, 1, `state = 'confirmed' AND held = 'no'`);
    expect(await exactly()).toMatchObject({ counted: 6, withdrawn: 3, aside: 3 });
    await change(`held = 'no'`, 2, `held = 'quarantined'`);
    expect(await exactly()).toMatchObject({ counted: 8, withdrawn: 3, aside: 1 });
    await change(`state = 'withdrawn'`, 1, `held = 'invalidated'`);
    expect(await exactly()).toMatchObject({ counted: 8, withdrawn: 3, aside: 1 });
    expect(await proved()).toBe('agreed');
  });

  it('says nothing of who never confirmed, held or not', async () => {
    await world.sign({ email: 'pending@example.org' });
    await change(`held = 'quarantined'`, 1);
    await change(`state = 'expired', expires_at = NULL`, 1);
    expect(await exactly()).toEqual({ counted: 0 });
  });

  it('has somebody who signs again as withdrawn until it is confirmed again, and counts once', async () => {
    await world.signAndConfirm();
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    expect(await exactly()).toMatchObject({ counted: 0, withdrawn: 1 });
    world.clock.advance(DAY);
    await world.sign();
    expect((await world.signatures())[0]).toMatchObject({ state: 'pending' });
    expect(await exactly()).toMatchObject({ counted: 0, withdrawn: 1 });
    await world.acts.confirm((await world.newestTokens()).confirm);
    expect(await exactly()).toMatchObject({ counted: 1, withdrawn: 0 });
    expect((await world.counted()).days).toEqual([{ day: '2026-11-25', confirmed: 1 }]);
    expect(await proved()).toBe('agreed');
  });

  it('does not jump when rows are deleted: what they were is remembered', async () => {
    await confirmed(6);
    await change(`state = 'withdrawn'`, 2);
    await change(`held = 'invalidated'`, 1, `state = 'confirmed'`);
    const before = await exactly();
    await world.db.query(`DELETE FROM signature WHERE state = 'withdrawn' OR held <> 'no'`);
    expect(await exactly()).toEqual({ ...before, withdrawn_gone: 2, aside_gone: 1 });
    await world.db.query(`DELETE FROM signature WHERE id = (SELECT id FROM signature LIMIT 1)`);
    expect(await exactly()).toMatchObject({ counted: 2, withdrawn: 3, withdrawn_gone: 3 });
    expect(await proved()).toBe('agreed');
    const kept = await exactly();
    expect((await world.get(RebuildTally).run()).proof.outcome).toBe('agreed');
    expect(await exactly()).toEqual(kept);
  });

  it('does not jump when somebody signs again and lets it lapse', async () => {
    await world.signAndConfirm();
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    world.clock.advance(8 * DAY);
    await world.sign();
    world.clock.advance(15 * DAY);
    await change(`state = 'expired', expires_at = NULL`, 1);
    expect(await world.get(PurgeUnconfirmed).run()).toBe(1);
    expect(await exactly()).toMatchObject({ counted: 0, withdrawn: 1, withdrawn_gone: 1 });
    expect(await proved()).toBe('agreed');
  });

  it('is public from ten upwards and in whole tens, each part by itself', async () => {
    await confirmed(40);
    const uncounted = async () => (await world.counted()).uncounted;
    await change(`state = 'withdrawn'`, 9);
    expect(await uncounted()).toEqual({ withdrawn: 0, aside: 0 });
    await change(`state = 'withdrawn'`, 1, `state = 'confirmed'`);
    expect(await uncounted()).toEqual({ withdrawn: 10, aside: 0 });
    await change(`state = 'withdrawn'`, 9, `state = 'confirmed'`);
    await change(`held = 'quarantined'`, 12, `state = 'confirmed'`);
    expect(await uncounted()).toEqual({ withdrawn: 10, aside: 10 });
    const web = world.database.webDatabase();
    await expect(web.query('SELECT * FROM tally_explanation')).rejects.toThrow('permission denied');
    expect(await web.query('SELECT withdrawn, aside FROM published_tally_explanation')).toEqual([
      { withdrawn: 10, aside: 10 },
    ]);
  });

  it('costs nothing where nothing that counts changes', async () => {
    await confirmed(3);
    await world.counted();
    await change(`locale = 'fa', news = true`, 3);
    await world.send({ email: 'another@example.org' });
    await world.decide();
    expect(await world.db.query('SELECT * FROM tally_delta')).toEqual([]);
  });
});
