import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RaiseAlerts } from '../../../../src/domain/signatures/holds/raise-alerts.js';
import { WeighVelocity } from '../../../../src/domain/signatures/holds/weigh-velocity.js';
import { colleagues, type CrowdForm, honest, mixed, stuffers } from '../../../factories/crowd.js';
import { SigningWorld } from '../../../worlds/signing.world.js';

const DAY = 86_400_000;
let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

/** A crowd signs and confirms, the worker weighing after every few dozen, as the clock has it do. */
async function come(crowd: readonly CrowdForm[], everySoMany = 60): Promise<void> {
  for (let at = 0; at < crowd.length; at += everySoMany) {
    await Promise.all(
      crowd
        .slice(at, at + everySoMany)
        .map(({ flags, ...fields }) => world.send(fields, world.campaignId, flags)),
    );
    await world.decide();
    await confirmAll();
    await world.get(WeighVelocity).run();
  }
  await world.get(WeighVelocity).run();
  await world.get(RaiseAlerts).run();
}

async function confirmAll(): Promise<void> {
  const rows = await world.db.query<{ h: Buffer }[]>(
    `SELECT confirm_hash AS h FROM signature WHERE state = 'pending'`,
  );
  await world.database
    .webDatabase()
    .query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [rows.map(({ h }) => h), world.clock.now()]);
}

/** Three weeks of an ordinary campaign: so many signatures a day. */
async function ordinaryDays(days: number, perDay: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    await come(honest(perDay, day * perDay, day % 3 === 0 ? 'FR' : 'DE'), perDay);
    world.clock.advance(DAY);
  }
}

async function held(): Promise<number> {
  const [row] = await world.db.query<[{ n: number }]>(
    `SELECT count(*)::integer AS n FROM signature WHERE held <> 'no'`,
  );
  return row.n;
}

const reasons = () =>
  world.db.query<{ reasons: string; n: number }[]>(
    `SELECT array_to_string(hold_reasons, ' ') AS reasons, count(*)::integer AS n FROM signature
      WHERE held <> 'no' GROUP BY 1 ORDER BY 1`,
  );

const alerts = async () =>
  (await world.db.query<{ kind: string }[]>('SELECT kind FROM alert ORDER BY kind')).map(({ kind }) => kind);

describe('nobody is held', () => {
  it('of twelve at one workplace who sign within an hour', async () => {
    await ordinaryDays(4, 20);
    await come(mixed(honest(5, 500), colleagues(12, 'workplace.example')));
    expect(await reasons()).toEqual([]);
  });

  it('of a school, on the first day of a campaign or later', async () => {
    await come(colleagues(90, 'school.example'));
    world.clock.advance(DAY);
    await come(colleagues(120, 'another-school.example'));
    expect(await reasons()).toEqual([]);
  });

  it('of a diaspora, when a video went round and half of all are from one country suddenly', async () => {
    await ordinaryDays(12, 30);
    await come(mixed(honest(300, 1000, 'DE'), honest(300, 2000, 'SE')));
    expect(await reasons()).toEqual([]);
    expect(await alerts()).toEqual(['rate']);
    const [marked] = await world.db.query<[{ n: number }]>(
      `SELECT count(*)::integer AS n FROM signature WHERE flags @> '{country-burst}'`,
    );
    expect(marked.n).toBeGreaterThan(100);
  });

  it('of those who come by a newsletter, fifty times as many as on other days', async () => {
    await ordinaryDays(5, 20);
    await come(honest(1000, 3000), 250);
    expect(await reasons()).toEqual([]);
    expect(await alerts()).toEqual(['rate']);
  });

  it('for being careful in every way at once, or for one weak sign besides', async () => {
    const careful = ['proof-missing', 'stamp-missing', 'stamp-foreign', 'stamp-old', 'fast-form'];
    await world.send({ email: 'a@mailinator.com' }, world.campaignId, careful);
    for (const flag of ['honeypot', 'proof-wrong']) {
      await world.send({ email: `${flag}@example.org` }, world.campaignId, [flag]);
    }
    await world.decide();
    expect(await held()).toBe(0);
  });
});

describe('somebody who owns twenty domains', () => {
  it('is held whole, the first mailboxes too, and nobody of those beside', async () => {
    await come(mixed(honest(200), stuffers(200, 20)), 40);
    const [found] = await world.db.query<[{ attackers: number; others: number }]>(
      `SELECT count(*) FILTER (WHERE hold_reasons @> '{domain-cluster}')::integer AS attackers,
              count(*) FILTER (WHERE NOT hold_reasons @> '{domain-cluster}')::integer AS others
         FROM signature WHERE held <> 'no'`,
    );
    expect(found).toEqual({ attackers: 200, others: 0 });
    expect((await world.counted()).confirmed).toBe(200);
    expect(await alerts()).toEqual(['domain-cluster', 'held-share']);
  });

  it('is seen among the ordinary days of a campaign too, over midnight and before confirming', async () => {
    await ordinaryDays(6, 60);
    const attack = stuffers(200, 20);
    for (const half of [attack.slice(0, 100), attack.slice(100)]) {
      await Promise.all(half.map(({ flags, ...fields }) => world.send(fields, world.campaignId, flags)));
      await world.decide();
      await world.get(WeighVelocity).run();
      world.clock.advance(DAY);
    }
    expect(await reasons()).toEqual([{ reasons: 'domain-cluster', n: 200 }]);
    expect(await held()).toBe(200);
  });
});

describe('two independent signs', () => {
  it.each([
    [
      ['proof-missing', 'proof-wrong'],
      ['proof-missing', 'proof-wrong'],
    ],
    [
      ['honeypot', 'stamp-missing'],
      ['honeypot', 'stamp-missing'],
    ],
    [['proof-replayed'], ['proof-replayed']],
    [['network-burst'], ['network-burst']],
  ])('%j hold', async (flags, expected) => {
    await world.send({}, world.campaignId, flags);
    await world.decide();
    expect(await world.signatures()).toMatchObject([{ held: 'quarantined', hold_reasons: expected }]);
  });

  it('are weighed anew with the newest form, unless a person has decided', async () => {
    const flags = ['honeypot', 'fast-form'];
    await world.send({}, world.campaignId, flags);
    await world.decide();
    await world.sign();
    expect(await world.signatures()).toMatchObject([{ held: 'no', hold_reasons: [], flags: [] }]);
    await world.db.query(`UPDATE signature SET hold_reasons = '{released}'`);
    await world.send({}, world.campaignId, flags);
    await world.decide();
    expect(await world.signatures()).toMatchObject([{ held: 'no', hold_reasons: ['released'], flags }]);
  });

  it('can be another spelling of an address and an odd name', async () => {
    await world.sign({ email: 'suzie@example.org' });
    await world.send({ email: 'suzie+again@example.org', name: 'Xkcdfgb' });
    await world.decide();
    await world.send({ email: 'ana@example.org' });
    await world.send({ email: 'ana+again@example.org', name: 'Bcdfgkm' });
    await world.decide();
    expect(await reasons()).toEqual([{ reasons: 'name-shape same-address', n: 2 }]);
  });
});
