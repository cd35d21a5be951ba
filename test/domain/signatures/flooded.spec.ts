import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
const DAY = 86_400_000;
const FORMS = 5_000;
/** As many as a slow machine takes before the intake says that it is full. */
const AT_ONCE = 200;

beforeAll(async () => {
  world = await SigningWorld.open();
});
afterAll(() => world.close());

const kinds = async () => (await world.mails()).map(({ kind }) => kind);

describe('whoever is flooded', () => {
  it('by every spelling of one mailbox gets six mails in the week, over batches and within one', async () => {
    await world.clear();
    const spelling = (n: number) => `v.ictim+${n}@gmail.com`.replace('v.', n % 2 === 0 ? 'v.' : 'v');
    for (const first of [0, 250]) {
      await Promise.all(Array.from({ length: 250 }, (_, n) => world.send({ email: spelling(first + n) })));
      expect((await world.decide()).aside).toBe(0);
    }
    expect(await kinds()).toEqual(Array.from({ length: 6 }, () => 'confirmation'));
    // Asking for those mails again gives no more of them.
    const scope = world.campaignId;
    for (let n = 0; n < 6; n++) {
      const form = { kind: 'resend', email: spelling(n), locale: 'en' };
      for (let again = 0; again < 3; again++) await world.submit.run({ scope, form });
    }
    await world.decide();
    expect(await kinds()).toHaveLength(6);
    // Others of the provider are not meant.
    await world.sign({ email: 'suzie.keen@gmail.com' });
    expect(await kinds()).toHaveLength(7);
    await world.clear();
  }, 60_000);

  it('by 5,000 forms gets exactly three mails within the week, and can sign all the same', async () => {
    const spellings = ['victim@example.org', 'Victim@Example.org', ' VICTIM@EXAMPLE.ORG '];
    const names = ['Suzie Keen', 'Robert Marley', 'Mehmet Öztürk', 'Ольга Смирнова'];
    for (let day = 0; day < 5; day++) {
      for (let sent = 0; sent < FORMS / 5; sent += AT_ONCE) {
        await Promise.all(
          Array.from({ length: AT_ONCE }, (_, n) =>
            world.send({ email: spellings[n % 3]!, name: names[n % 4]!, comment: 'Flood.' }),
          ),
        );
      }
      expect((await world.decide()).aside).toBe(0);
      world.clock.advance(DAY);
    }
    expect(await kinds()).toEqual(['confirmation', 'confirmation', 'confirmation']);
    expect(await world.signatures()).toHaveLength(2);

    // On the sixth day the victim's own form is silent, but the newest mail's link works.
    const newest = await world.newestTokens();
    await world.sign({ email: 'victim@example.org', name: 'Suzie Keen', comment: 'Mine.' });
    expect(await kinds()).toHaveLength(3);
    const before = (await world.signatures()).filter(({ state }) => state === 'pending').length;
    await world.acts.confirm(newest.confirm);
    expect((await world.signatures()).filter(({ state }) => state === 'pending').length).toBeLessThanOrEqual(
      before,
    );

    // A week later it is answered like anybody's.
    world.clock.advance(8 * DAY);
    await world.sign({ email: 'victim@example.org', name: 'Suzie Keen', comment: 'Mine.' });
    expect(await kinds()).toHaveLength(4);
    await world.acts.confirm((await world.newestTokens()).confirm);
    // Which name of the flood had come first, and so which place is hers, is nobody's to say.
    expect((await world.signatures()).map(({ state }) => state)).toContain('confirmed');
  }, 120_000);
});
