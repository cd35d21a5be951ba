import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DecideIntake } from '../../../src/domain/signatures/decide-intake.js';
import { ExpirePending } from '../../../src/domain/signatures/expire-pending.js';
import { PurgeUnconfirmed } from '../../../src/domain/signatures/purge-unconfirmed.js';
import { openContact } from '../../../src/domain/signatures/supporter-contact.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [suzie, robert, mehmet] = ['Suzie Keen', 'Robert Marley', 'Mehmet Öztürk'];

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

/** What stands in the places: whose name, and what became of it; place 1 first. */
async function places(): Promise<string[]> {
  const ring = await world.get(ScopeKeys).ring(world.campaignId);
  const rows = await world.db.query<
    { id: string; epoch: number; contact: Buffer | null; place: number; state: string; held: string }[]
  >('SELECT id, epoch, contact, place, state, held FROM signature ORDER BY place');
  return rows.map((row) => {
    const name = row.contact ? openContact(ring, row)!.name : 'nobody';
    return `${row.place} ${name} ${row.state}${row.held === 'no' ? '' : ` ${row.held}`}`;
  });
}

/** Signs and confirms under a name, by the newest mail. */
const signs = (name: string) => world.signAndConfirm({ name });
const withdraws = async (name: string) => {
  const [row] = await world.db.query<{ h: Buffer }[]>(
    'SELECT withdraw_hash AS h FROM signature WHERE place = $1',
    [name === suzie ? 1 : 2],
  );
  const web = world.database.webDatabase();
  await web.query('SELECT * FROM withdraw_signatures($1::bytea[], $2)', [[row!.h], world.clock.now()]);
};
const release = () => world.db.query(`UPDATE signature SET held = 'no' WHERE place = 2`);

describe('a shared mailbox', () => {
  it('under a clearly different name takes the second place, held for a look, and counts once released', async () => {
    await signs(suzie);
    await world.sign({ name: robert });
    const tokens = await world.newestTokens();
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 Robert Marley pending quarantined']);
    const [, second] = await world.signatures();
    expect(second).toMatchObject({ hold_reasons: ['shared-mailbox'] });
    await world.acts.confirm(tokens.confirm);
    expect((await world.counted()).confirmed).toBe(1);
    await release();
    expect((await world.counted()).confirmed).toBe(2);
  });

  it('knows both people again in another spelling, whichever of them signs', async () => {
    await signs(suzie);
    await world.sign({ name: robert });
    await world.sign({ name: 'ROBERT  MARLY' });
    await world.sign({ name: 'suzie' });
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 ROBERT  MARLY pending quarantined']);
  });

  it('gives a third name the second place while that waits, and nothing once it is confirmed', async () => {
    await signs(suzie);
    await world.sign({ name: robert });
    await world.sign({ name: mehmet });
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 Mehmet Öztürk pending quarantined']);
    await world.acts.confirm((await world.newestTokens()).confirm);
    world.clock.advance(8 * DAY);
    await world.sign({ name: robert });
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 Mehmet Öztürk confirmed quarantined']);
  });

  it('decides the same for two names in one batch and in two, whichever comes first', async () => {
    for (const [one, other] of [
      [suzie, robert],
      [robert, suzie],
    ] as const) {
      for (const apart of [false, true]) {
        await world.clear();
        await world.send({ name: one });
        if (apart) await world.decide();
        await world.send({ name: other });
        await world.decide();
        expect(await places()).toEqual([`1 ${one} pending`, `2 ${other} pending quarantined`]);
        expect(await world.mails()).toHaveLength(2);
      }
    }
  });

  it('never has more than two places and three mails, however many names and workers come at once', async () => {
    const names = [suzie, robert, mehmet, 'Ольга Смирнова', 'Suzie Keene', 'R. Marley'];
    for (let round = 0; round < 4; round++) {
      await world.clear();
      for (let n = 0; n < 24; n++) await world.send({ name: names[(n * 7 + round) % names.length]! });
      const decide = world.get(DecideIntake);
      await Promise.all([1, 2, 3, 4].map(() => decide.run(3).then(() => decide.run(3))));
      await world.decide();
      const found = await world.signatures();
      expect(found.map(({ place }) => place)).toEqual([1, 2]);
      expect(found.map(({ held }) => held)).toEqual(['no', 'quarantined']);
      expect((await world.mails()).length).toBeLessThanOrEqual(3);
    }
  });

  it('whose first person has withdrawn keeps the second in the second place: nobody is counted twice', async () => {
    await signs(suzie);
    await signs(robert);
    await release();
    await withdraws(suzie);
    expect((await world.counted()).confirmed).toBe(1);
    world.clock.advance(8 * DAY);
    await world.signAndConfirm({ name: robert });
    await world.acts.confirm((await world.newestTokens()).confirm);
    expect(await places()).toEqual(['1 nobody withdrawn', '2 Robert Marley confirmed']);
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('lets the first person back into the first place', async () => {
    await signs(suzie);
    await signs(robert);
    await withdraws(suzie);
    world.clock.advance(8 * DAY);
    await signs(suzie);
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 Robert Marley confirmed quarantined']);
  });

  it('whose first person never confirmed gives the first place to whoever signs next', async () => {
    await world.sign({ name: suzie });
    world.clock.advance(74 * HOUR);
    await world.get(ExpirePending).run();
    await signs(robert);
    expect(await places()).toEqual(['1 Robert Marley confirmed']);
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('whose first person never confirmed keeps the second in the second place when the first is gone', async () => {
    await world.sign({ name: suzie });
    await signs(robert);
    world.clock.advance(9 * DAY);
    await world.get(ExpirePending).run();
    expect(await world.get(PurgeUnconfirmed).run()).toBe(1);
    await world.sign({ name: robert });
    expect(await places()).toEqual(['2 Robert Marley confirmed quarantined']);
    await world.sign({ name: suzie });
    expect(await places()).toEqual(['1 Suzie Keen pending', '2 Robert Marley confirmed quarantined']);
  });

  it('that one of its people disowned gets no more mail for the other', async () => {
    await signs(suzie);
    await world.sign({ name: robert });
    const { notMe } = await world.newestTokens();
    expect((await world.acts.notMe(notMe)).outcome).toBe('not-me');
    const before = await world.mails();
    world.clock.advance(8 * DAY);
    await world.sign({ name: suzie });
    await world.sign({ name: mehmet });
    expect(await world.mails()).toEqual(before);
    expect(await places()).toEqual(['1 Suzie Keen confirmed', '2 Robert Marley expired quarantined']);
  });
});
