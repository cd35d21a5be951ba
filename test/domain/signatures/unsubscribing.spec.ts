import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Suppress } from '../../../src/domain/dispatch/suppress.js';
import { SettleNewsStops } from '../../../src/domain/signatures/settle-news-stops.js';
import type { NewsWish } from '../../../src/domain/signatures/token-acts.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const ADDRESS = 'suzie@example.org';
let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(async () => {
  await world.clear();
  await world.db.query('DELETE FROM suppression');
});
afterAll(() => world.close());

const want = async (wish?: NewsWish) => {
  const { reach } = await world.acts.unsubscribe((await world.newestTokens()).unsubscribe, wish);
  return reach;
};
const settle = () => world.get(SettleNewsStops).run();
const news = async () => (await world.signatures())[0]?.news;
/** The scopes in which news to anybody is stopped: the campaign, or null for the instance. */
const stopped = async () =>
  (
    await world.db.query<{ scope: string | null }[]>(
      'SELECT scope FROM suppression WHERE only_news ORDER BY scope NULLS LAST',
    )
  ).map(({ scope }) => (scope === null ? 'instance' : scope === world.campaignId ? 'campaign' : scope));
const asked = async () =>
  (await world.db.query<object[]>(`SELECT 1 FROM outbox WHERE job = 'signatures.settle-news-stops'`)).length;

describe('stopping the news', () => {
  it('by one click stops those of the campaign, and no other mail of it', async () => {
    await world.signAndConfirm({ news: true });
    expect(await want()).toBe('campaign');
    expect(await news()).toBe(false);
    expect(await asked()).toBe(1);
    expect(await settle()).toBe(1);
    expect(await settle()).toBe(0);
    expect(await stopped()).toEqual(['campaign']);
    expect(await world.get(Suppress).holds(world.db.manager, ADDRESS, world.campaignId)).toBe(false);
  });

  it('in all campaigns lasts until it is taken back, and then everything is as it was', async () => {
    await world.signAndConfirm({ news: true });
    expect(await want('instance')).toBe('instance');
    await settle();
    expect(await stopped()).toEqual(['campaign', 'instance']);
    expect(await want('none')).toBe('none');
    expect(await news()).toBe(true);
    await settle();
    expect(await stopped()).toEqual([]);
    expect(await world.db.query('SELECT * FROM news_stop')).toEqual([]);
  });

  it('and taking it back at once leaves nothing behind; taking back what was not stopped does nothing', async () => {
    await world.signAndConfirm({ news: true });
    expect(await want('none')).toBe('none');
    expect(await asked()).toBe(0);
    await want('instance');
    await want('none');
    expect(await settle()).toBe(0);
    expect([await stopped(), await news()]).toEqual([[], true]);
  });

  it('never gives news to whoever had none', async () => {
    await world.signAndConfirm({ news: false });
    expect(await want()).toBe('campaign');
    expect(await asked()).toBe(0);
    expect(await want('instance')).toBe('instance');
    await settle();
    expect(await stopped()).toEqual(['campaign', 'instance']);
    await want('none');
    await settle();
    expect([await stopped(), await news()]).toEqual([[], false]);
  });

  it('is narrowed by a choice, and never by one click', async () => {
    await world.signAndConfirm({ news: true });
    await want('instance');
    await settle();
    expect(await want('one-click')).toBe('instance');
    expect(await settle()).toBe(0);
    expect(await want('campaign')).toBe('campaign');
    await settle();
    expect(await stopped()).toEqual(['campaign']);
  });

  it('leaves what another signature of the address, or a complaint, has stopped', async () => {
    await world.signAndConfirm({ news: true });
    const suppress = world.get(Suppress);
    await world.db.transaction(async (tx) => {
      await suppress.run(tx, { address: ADDRESS, scope: null, reason: 'unsubscribed' });
      await suppress.run(tx, { address: ADDRESS, scope: world.campaignId, reason: 'complaint' });
    });
    await want('campaign');
    await settle();
    await want('none');
    await settle();
    expect(await stopped()).toEqual(['instance']);
    expect(await suppress.holds(world.db.manager, ADDRESS, world.campaignId)).toBe(true);
  });

  it('ends when whoever signed asks for the news of the campaign again', async () => {
    await world.signAndConfirm({ news: true });
    await want();
    await settle();
    await world.sign({ news: true });
    expect(await stopped()).toEqual(['campaign']);
    await world.db.query('UPDATE signature SET news = true');
    await settle();
    expect(await stopped()).toEqual([]);
  });

  it('after a withdrawal can only be of the campaign, and says so', async () => {
    await world.signAndConfirm({ news: true });
    const { withdraw } = await world.newestTokens();
    await world.acts.withdraw(withdraw);
    await world.db.query(`DELETE FROM outbox WHERE job = 'signatures.settle-news-stops'`);
    expect(await want('instance')).toBe('campaign');
    expect(await settle()).toBe(0);
    expect(await want('none')).toBe('none');
    expect(await news()).toBe(false);
  });

  it('comes to one end however many wishes come at once, and unknown tokens do nothing', async () => {
    await world.signAndConfirm({ news: true });
    const { unsubscribe } = await world.newestTokens();
    const wishes: NewsWish[] = ['instance', 'none', 'one-click', 'campaign', 'none', 'instance'];
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => world.acts.unsubscribe(unsubscribe, wishes[n % wishes.length])),
    );
    while ((await settle()) > 0);
    const last = await want('instance');
    while ((await settle()) > 0);
    expect([last, await stopped(), await news()]).toEqual(['instance', ['campaign', 'instance'], false]);
    expect(await world.acts.unsubscribe('x'.repeat(43), 'instance')).toEqual({ outcome: 'unknown' });
  });
});
