import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { SupporterAudience } from '../../../src/domain/signatures/supporter-audience.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const filter = (day = '2026-11-24') => ({
  campaignId: world.campaignId,
  confirmedUntil: day as CalendarDate,
});

async function refs(day?: string): Promise<string[]> {
  const { sql, params } = world
    .get(SupporterAudience)
    .chunk(filter(day), { after: BEFORE_ALL, upTo: null, most: 100 });
  return (await world.db.query<{ ref: string }[]>(sql, [...params])).map(({ ref }) => ref);
}

describe('the audience of supporters', () => {
  it('is who confirmed, wants news and is not held, and each of them once', async () => {
    await world.signAndConfirm({ email: 'news@example.org', news: true });
    await world.signAndConfirm({ email: 'none@example.org' });
    await world.sign({ email: 'pending@example.org', news: true });
    await world.signAndConfirm({ email: 'held@example.org', news: true });
    await world.db.query(`UPDATE signature SET held = 'quarantined' WHERE issue = 1 AND id = $1`, [
      (await world.mails()).at(-1)!.ref,
    ]);
    await world.signAndConfirm({ email: 'stopped@example.org', news: true });
    await world.acts.unsubscribe((await world.newestTokens()).unsubscribe);
    await world.signAndConfirm({ email: 'gone@example.org', news: true });
    await world.acts.withdraw((await world.newestTokens()).withdraw);

    const audience = world.get(SupporterAudience);
    expect(await refs()).toEqual([(await world.mails())[0]!.ref]);
    expect(await refs('2026-11-23')).toEqual([]);
    expect(await audience.count(world.db.manager, filter())).toBe(1);
    expect(await audience.countConfirmed(world.db.manager, world.campaignId)).toBe(3);
  });

  it('gets links to my signature that work for thirty days from the letter on', async () => {
    await world.signAndConfirm({ news: true });
    const { me } = await world.newestTokens();
    world.clock.advance(40 * 86_400_000);
    expect(await world.acts.mySignature(me)).toBeNull();
    const [ref] = await refs();
    await world.get(SupporterAudience).keepLinks(world.db.manager, filter(), BEFORE_ALL, ref!);
    world.clock.advance(30 * 86_400_000);
    expect((await world.acts.mySignature(me))?.state).toBe('confirmed');
    world.clock.advance(86_400_000);
    expect(await world.acts.mySignature(me)).toBeNull();
  });
});
