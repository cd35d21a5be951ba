import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { AnonymiseConfirmed } from '../../../src/domain/signatures/anonymise-confirmed.js';
import { ForgetAddresses } from '../../../src/domain/signatures/forget-addresses.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { SupporterAudience } from '../../../src/domain/signatures/supporter-audience.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const DAY = 86_400_000;
let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const people = [
  { email: 'suzie@example.org', name: 'Suzie Keen', comment: 'For them.', visibility: 'name', locale: 'fa' },
  { email: 'omid@example.net', name: 'امید', visibility: 'initials' },
  { email: 'plain@example.com', name: 'A' },
];

describe('a year after confirming, without news', () => {
  it('two people differ in nothing but a fresh random id, and the count stands', async () => {
    for (const person of people) await world.signAndConfirm({ ...person, country: 'DE', news: false });
    const before = await world.counted();
    const ids = (await world.signatures()).map(({ id }) => id);
    world.clock.advance(365 * DAY);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(0);
    world.clock.advance(DAY);
    expect(await world.get(AnonymiseConfirmed).count()).toBe(3);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(3);
    const left = await world.signatures();
    expect(new Set(left.map((row) => JSON.stringify({ ...row, id: null, email_index: null }))).size).toBe(1);
    expect(left.some(({ id }) => ids.includes(id))).toBe(false);
    expect(await world.db.query('SELECT * FROM public_name')).toEqual([]);
    expect({ ...(await world.counted()), asOf: null }).toEqual({ ...before, asOf: null });
    // Whoever signs again is recognised still: nobody counts twice.
    await world.sign({ ...people[0], country: 'DE' });
    expect(await world.signatures()).toHaveLength(3);
    const { lines } = await world.get(RebuildTally).run();
    for (const { published, counted } of lines) expect(published).toBe(counted);
  });

  it('whoever wants news stays known, and pending ones are not its matter', async () => {
    await world.signAndConfirm({ ...people[0], news: true });
    await world.sign({ email: 'late@example.org' });
    world.clock.advance(400 * DAY);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(0);
  });
});

describe('thirty days after a campaign closed', () => {
  it('nobody is recognised any more, and who wants news still gets it', async () => {
    await world.signAndConfirm({ ...people[0], news: true });
    await world.db.query(`UPDATE campaign SET state = 'closed', closed_at = $2 WHERE id = $1`, [
      world.campaignId,
      world.clock.now(),
    ]);
    world.clock.advance(30 * DAY);
    expect(await world.get(ForgetAddresses).run()).toBe(0);
    world.clock.advance(DAY);
    expect(await world.get(ForgetAddresses).count()).toBe(1);
    expect(await world.get(ForgetAddresses).run()).toBe(1);
    expect(await world.get(ForgetAddresses).run()).toBe(0);
    expect(await world.signatures()).toMatchObject([
      { state: 'confirmed', email_index: null, loose_index: null, domain_index: null },
    ]);
    const ring = await world.get(ScopeKeys).ring(world.campaignId);
    expect(ring.canIndex).toBe(false);
    expect(ring.dataKey().length).toBe(32);
    const filter = { campaignId: world.campaignId, confirmedUntil: '2100-01-01' as never };
    expect(await world.get(SupporterAudience).count(world.db.manager, filter)).toBe(1);
  });
});
