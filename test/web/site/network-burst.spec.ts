import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countOneMore, networksOf, type SlidingCount } from '../../../src/web/site/network-burst.rules.js';
import { NetworkBursts } from '../../../src/web/site/network-burst.js';
import { FakeClock } from '../../support/fake-clock.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

/** Sends forms from one address, evenly, and tells how many were over the limit. */
function sent(bursts: NetworkBursts, clock: FakeClock, { forms, seconds }: { forms: number; seconds: number }, address: (n: number) => string) {
  let over = 0;
  for (let n = 0; n < forms; n += 1) {
    if (bursts.count('sample', address(n))) over += 1;
    clock.advance((seconds * 1000) / forms);
  }
  return over;
} // prettier-ignore

function fresh() {
  const clock = new FakeClock();
  return { clock, bursts: new NetworkBursts(clock) };
}

const office = () => '203.0.113.7';

describe('the networks of an address', () => {
  it.each([
    ['203.0.113.7', ['203.0.113.7']],
    ['::ffff:203.0.113.7', ['203.0.113.7']],
    ['2001:db8:1:2:3:4:5:6', ['2001:db8:1:2/64', '2001:db8:1/48']],
    ['2001:db8::1', ['2001:db8:0:0/64', '2001:db8:0/48']],
    ['2001:0DB8:0001::', ['2001:db8:1:0/64', '2001:db8:1/48']],
    ['2001:db8:1:2::', ['2001:db8:1:2/64', '2001:db8:1/48']],
    ['2001:db8:1:2:3::%eth0', ['2001:db8:1:2/64', '2001:db8:1/48']],
  ])('%s: %j', (address, networks) => {
    expect(networksOf(address).map(({ name }) => name)).toEqual(networks);
  });

  it.each(['127.0.0.1', '10.1.2.3', '172.18.0.1', '192.168.1.1', '169.254.0.1', '::1', '::', '::ffff:127.0.0.1', 'fd12:3456::1', 'fe80::1%eth0'])(
    'none for %s, which is a proxy that is not known as one',
    (address) => {
      expect(networksOf(address)).toEqual([]);
    },
  ); // prettier-ignore

  it.each(['172.15.0.1', '172.32.0.1', '11.0.0.1', '192.169.0.1', '2001:db8::', '64:ff9b::1'])(
    'some for %s',
    (address) => {
      expect(networksOf(address).length).toBeGreaterThan(0);
    },
  );
});

describe('a sliding count', () => {
  it('never counts less than what fell into the span that runs, nor more than two spans hold', () => {
    let count: SlidingCount | undefined;
    const seen: number[] = [];
    for (let ms = 0; ms < 60_000; ms += 500) {
      const next = countOneMore(count, 10, ms);
      count = next.count;
      seen.push(next.inWindow);
    }
    expect(Math.max(...seen)).toBeLessThanOrEqual(21);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(20);
    expect(countOneMore(count, 10, 90_000).inWindow).toBe(1);
  });
});

describe('a burst from one network', () => {
  it('is seen from the 61st form within ten seconds on', () => {
    const { bursts, clock } = fresh();
    expect(sent(bursts, clock, { forms: 200, seconds: 5 }, office)).toBe(140);
  });

  it('is seen where a steady stream goes on for minutes', () => {
    const { bursts, clock } = fresh();
    expect(sent(bursts, clock, { forms: 1_000, seconds: 600 }, office)).toBeGreaterThan(500);
  });

  it('is none for a class, a mobile network or a Tor exit in an honest wave', () => {
    const { bursts, clock } = fresh();
    expect(sent(bursts, clock, { forms: 60, seconds: 50 }, office)).toBe(0);
    clock.advance(3_600_000);
    expect(sent(bursts, clock, { forms: 1_800, seconds: 3_600 }, office)).toBe(0);
  });

  it('is over once the network is quiet', () => {
    const { bursts, clock } = fresh();
    sent(bursts, clock, { forms: 100, seconds: 5 }, office);
    clock.advance(20_000);
    expect(bursts.count('sample', office())).toBe(false);
  });

  it('belongs to one campaign and one network', () => {
    const { bursts, clock } = fresh();
    sent(bursts, clock, { forms: 100, seconds: 1 }, office);
    expect(bursts.count('sample', office())).toBe(true);
    expect(bursts.count('second', office())).toBe(false);
    expect(bursts.count('sample', '203.0.113.8')).toBe(false);
  });

  it('is seen in IPv6 whatever address of its /64 a sender takes, and for a /48 from four times as many', () => {
    const one = fresh();
    expect(sent(one.bursts, one.clock, { forms: 90, seconds: 5 }, (n) => `2001:db8:1:2::${n.toString(16)}`)).toBe(30);
    const site = fresh();
    expect(sent(site.bursts, site.clock, { forms: 260, seconds: 5 }, (n) => `2001:db8:1:${n.toString(16)}::1`)).toBe(20);
  }); // prettier-ignore

  it('is none of whoever comes through a proxy that is not known as one', () => {
    const { bursts, clock } = fresh();
    expect(sent(bursts, clock, { forms: 1_000, seconds: 5 }, () => '172.18.0.1')).toBe(0);
  });

  it('is forgotten with the key, after a day', () => {
    const { bursts, clock } = fresh();
    clock.set('2026-11-24T12:00:00.000Z');
    sent(bursts, clock, { forms: 100, seconds: 0 }, office);
    clock.advance(86_400_000);
    expect(bursts.count('sample', office())).toBe(false);
  });

  it('keeps a bounded number of networks', () => {
    const { bursts, clock } = fresh();
    sent(bursts, clock, { forms: 100, seconds: 0 }, office);
    for (let n = 0; n < 40_000; n += 1) bursts.count('sample', `198.51.${n >> 8}.${n & 255}`);
    expect(bursts.count('sample', office())).toBe(false);
  });
});

describe('the flag of a burst', () => {
  let world: SiteWorld;
  beforeAll(async () => {
    world = await siteWorld();
  }, 60_000);
  afterAll(() => world.close());

  it('goes with the form; the address goes nowhere', async () => {
    for (let n = 0; n < 65; n += 1) {
      await world.app.inject({
        method: 'POST',
        url: '/c/sample/signatures',
        remoteAddress: '203.0.113.7',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify({ name: 'Suzie Keen', email: `s${n}@example.org` }),
      });
    }
    const forms = await world.forms();
    expect(forms.filter(({ flags }) => flags.includes('network-burst'))).toHaveLength(5);
    expect(JSON.stringify([forms, world.log])).not.toContain('203.0.113');
  });
});
