import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const erase = async (me: string, email = 'suzie@example.org') => {
  await world.submit.run({ scope: world.campaignId, form: { kind: 'erase', email, me } });
};
const all = (table: string) => world.db.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);

describe('erasing everything about oneself', () => {
  it('leaves no row, no name, no mail under way and no trace in the ledger; the count follows and agrees', async () => {
    await world.signAndConfirm({ email: 'other@example.org', country: 'DE' });
    await world.signAndConfirm({ visibility: 'name', news: true, country: 'DE', comment: 'For them.' });
    const { me } = await world.newestTokens();
    await world.get(PublishNames).run();
    const [mine] = await world.db.query<{ id: string }[]>('SELECT id FROM signature WHERE news');
    await world.db.query(
      `UPDATE message SET state = 'accepted', outcome = 'accepted', finished_at = $2::timestamptz, finished_on = $2::date
        WHERE ref = $1`,
      [mine!.id, world.clock.now()],
    );
    await world.sign();
    expect((await world.mails()).filter(({ ref }) => ref === mine!.id)).toHaveLength(2);
    expect((await world.counted()).confirmed).toBe(2);

    await erase(me);
    await world.decide();
    expect(await world.signatures()).toHaveLength(1);
    expect(await all('public_name')).toEqual([]);
    expect((await world.mails()).filter(({ ref }) => ref === mine!.id)).toEqual([]);
    const emptied = (await all('message')).filter(({ ref }) => ref === null);
    expect(emptied).toHaveLength(2);
    for (const row of emptied) {
      expect(row).toMatchObject({ contact: null, recipient_key: null, message_id: null, issue: 0 });
    }
    expect(JSON.stringify(await all('message'))).not.toContain(mine!.id);
    expect(await world.acts.mySignature(me)).toBeNull();
    expect((await world.counted()).confirmed).toBe(1);
    await world.get(RebuildTally).run();
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('lets the address sign again as if it were new, in the same batch even', async () => {
    await world.signAndConfirm();
    const { me } = await world.newestTokens();
    const [before] = await world.signatures();
    await erase(me);
    await world.send();
    await world.decide();
    const [after] = await world.signatures();
    expect(after).toMatchObject({ state: 'pending', issue: 1, mails: 1 });
    expect(after!.id).not.toBe(before!.id);
    expect(await world.intake()).toEqual({ waiting: 0, aside: 0 });
  });

  it('needs the link, for the address it belongs to, while it works', async () => {
    await world.signAndConfirm();
    const { me, confirm } = await world.newestTokens();
    await erase(confirm);
    await erase(me, 'other@example.org');
    await world.decide();
    world.clock.advance(31 * 86_400_000);
    await erase(me);
    await world.decide();
    expect(await world.signatures()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('twice does what once does', async () => {
    await world.signAndConfirm();
    const { me } = await world.newestTokens();
    await erase(me);
    await erase(me);
    await world.decide();
    expect(await world.signatures()).toEqual([]);
    expect(await world.intake()).toEqual({ waiting: 0, aside: 0 });
  });
});
