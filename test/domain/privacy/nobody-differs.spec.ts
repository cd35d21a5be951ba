import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Suppress } from '../../../src/domain/dispatch/suppress.js';
import { AnonymiseConfirmed } from '../../../src/domain/signatures/anonymise-confirmed.js';
import { ForgetAddresses } from '../../../src/domain/signatures/forget-addresses.js';
import { ForgetSignals } from '../../../src/domain/signatures/holds/forget-signals.js';
import { ProveTally } from '../../../src/domain/signatures/prove-tally.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { PurgeUnconfirmed } from '../../../src/domain/signatures/purge-unconfirmed.js';
import { PurgeWithdrawn } from '../../../src/domain/signatures/purge-withdrawn.js';
import { RebuildTally } from '../../../src/domain/signatures/rebuild-tally.js';
import { SuppressDisowned } from '../../../src/domain/signatures/suppress-disowned.js';
import { SigningWorld } from '../../worlds/signing.world.js';

const DAY = 86_400_000;
let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const names = ['Suzie Keen', 'امید', 'Ольга Смирнова', 'Ada', 'Mehmet Öztürk-Çelik'];
const domains = ['example.org', 'example.net', 'mail.example.com'];

/** People as different as a form lets them be, in two countries. */
const person = (n: number) => ({
  email: `someone.${n}@${domains[n % 3]!}`,
  name: `${names[n % 5]!} ${'x'.repeat(n)}`,
  comment: n % 2 ? `My words ${n}.` : null,
  visibility: (['counted', 'initials', 'name'] as const)[n % 3]!,
  locale: n % 2 ? 'fa' : 'en',
  country: n % 4 ? 'DE' : 'FR',
  news: false,
});

/** What may differ between two rows that are nobody's any longer, beside the fresh id: what the count is made of. */
const counted = ['campaign_id', 'state', 'held', 'confirmed_on', 'country'];

/** `known`: while the campaign takes signatures, what recognises whoever signs again. */
async function rowsApart(known: readonly string[] = []): Promise<string[]> {
  const rows = await world.db.query<Record<string, unknown>[]>('SELECT * FROM signature');
  const rest = (row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => name !== 'id' && ![...counted, ...known].includes(name)),
    );
  // The day of signing became the day of confirming, which the count tells anyway.
  return rows.map((row) => {
    expect(row.signed_on).toEqual(row.confirmed_on);
    return JSON.stringify({ ...rest(row), signed_on: null });
  });
}

async function exactly() {
  const { confirmed, days } = await world.counted();
  const explanation = await world.db.query<Record<string, number>[]>(
    'SELECT withdrawn, aside FROM tally_explanation',
  );
  return { confirmed, days, explanation };
}

const close = () =>
  world.db.query(`UPDATE campaign SET state = 'closed', closed_at = $2 WHERE id = $1`, [
    world.campaignId,
    world.clock.now(),
  ]);

/** Twelve people on three days; some withdraw, some are held by the machine or thrown out by a person. */
async function peopleSign(): Promise<void> {
  for (let n = 0; n < 12; n++) {
    if (n % 4 === 0) world.clock.advance(DAY);
    await world.signAndConfirm(person(n));
    if (n === 3 || n === 7) await world.acts.withdraw((await world.newestTokens()).withdraw);
    if (n === 5)
      await world.db.query(`UPDATE signature SET held = 'invalidated', hold_reasons = '{by-organizer}',
      flags = '{fast-form,name-shape}' WHERE id = (SELECT ref FROM message ORDER BY ctid DESC LIMIT 1)`);
  }
  await world.get(PublishNames).run();
}

describe('what is left of people', () => {
  it('differs between two of them in what the count is made of and a fresh random id, and the count stands', async () => {
    await peopleSign();
    const ids = (await world.signatures()).map(({ id }) => id);
    const before = await exactly();
    expect(before).toMatchObject({ confirmed: 9, explanation: [{ withdrawn: 2, aside: 1 }] });
    expect((await world.db.query<unknown[]>('SELECT FROM public_name')).length).toBeGreaterThan(0);
    world.clock.advance(400 * DAY);
    expect(await world.get(PurgeWithdrawn).run()).toBe(2);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(10);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(0);
    expect(new Set(await rowsApart(['email_index', 'place'])).size).toBe(1);
    expect((await world.signatures()).some(({ id }) => ids.includes(id))).toBe(false);
    expect(await world.db.query('SELECT FROM public_name')).toEqual([]);
    expect(await exactly()).toEqual(before);
    expect((await world.get(ProveTally).run()).outcome).toBe('agreed');
    expect((await world.get(RebuildTally).run()).proof.outcome).toBe('agreed');
    expect(await exactly()).toEqual(before);
  });

  it('of the disowned is the hash that stops all mail, and it stays', async () => {
    await world.signAndConfirm(person(1));
    await world.acts.notMe((await world.newestTokens()).notMe);
    world.clock.advance(31 * DAY);
    expect(await world.get(PurgeWithdrawn).run()).toBe(0);
    await world.get(SuppressDisowned).run();
    expect(await world.get(PurgeWithdrawn).run()).toBe(1);
    const { email } = person(1);
    expect(await world.get(Suppress).holds(world.db.manager, email, world.campaignId)).toBe(true);
  });

  it('is not purged before a disowned address was suppressed, confirmed or not', async () => {
    await world.sign(person(2));
    const tokens = await world.newestTokens();
    world.clock.advance(8 * DAY);
    await world.acts.notMe(tokens.notMe);
    expect(await world.get(PurgeUnconfirmed).run()).toBe(0);
    await world.get(SuppressDisowned).run();
    expect(await world.get(PurgeUnconfirmed).run()).toBe(1);
    expect(await world.get(Suppress).holds(world.db.manager, person(2).email, world.campaignId)).toBe(true);
  });

  it('after withdrawing tells for 30 days that somebody was held, never why, and no act brings that back', async () => {
    await world.signAndConfirm(person(3));
    await world.db.query(
      `UPDATE signature SET held = 'quarantined', hold_reasons = '{name-shape}', flags = '{fast-form}'`,
    );
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    const bare = { state: 'withdrawn', held: 'quarantined', hold_reasons: [], flags: [] };
    expect(await world.signatures()).toMatchObject([bare]);
    expect(await exactly()).toMatchObject({ explanation: [{ withdrawn: 0, aside: 1 }] });
    await world.db.query(`UPDATE signature SET held = 'no', hold_reasons = '{released}'`);
    expect(await world.signatures()).toMatchObject([{ ...bare, held: 'no' }]);
    expect(await exactly()).toMatchObject({ explanation: [{ withdrawn: 1, aside: 0 }] });
  });

  it('of a withdrawal recognises whoever signs again within 30 days, and nobody afterwards', async () => {
    await world.signAndConfirm(person(4));
    const [{ id: first } = { id: null }] = await world.signatures();
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    world.clock.advance(30 * DAY);
    expect(await world.get(PurgeWithdrawn).run()).toBe(0);
    await world.signAndConfirm(person(4));
    expect(await world.signatures()).toMatchObject([{ id: first, state: 'confirmed' }]);
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    world.clock.advance(31 * DAY);
    expect(await world.get(PurgeWithdrawn).run()).toBe(1);
    await world.signAndConfirm(person(4));
    const after = await world.signatures();
    expect(after).toMatchObject([{ state: 'confirmed', issue: 1 }]);
    expect(after[0]!.id).not.toBe(first);
    expect(await exactly()).toMatchObject({ confirmed: 1, explanation: [{ withdrawn: 1, aside: 0 }] });
    expect((await world.get(ProveTally).run()).outcome).toBe('agreed');
  });

  // The last one: it destroys the campaign's index key.
  it('loses its person also in a campaign that recognises nobody any longer', async () => {
    await peopleSign();
    const before = await exactly();
    const indexes = (await world.signatures()).flatMap(({ email_index, loose_index, domain_index }) =>
      [email_index, loose_index, domain_index]
        .filter((value): value is Buffer => Buffer.isBuffer(value))
        .map((index) => index.toString('hex')),
    );
    expect(indexes).toHaveLength(32);
    await close();
    world.clock.advance(31 * DAY);
    expect(await world.get(PurgeWithdrawn).run()).toBe(2);
    expect(await world.get(ForgetAddresses).run()).toBe(1);
    await world.get(ForgetSignals).run();
    for (const table of ['signature', 'signal_count', 'velocity_mark']) {
      const [{ kept }] = await world.db.query<[{ kept: string }]>(
        `SELECT coalesce(string_agg(t::text, ' '), '') AS kept FROM ${table} t`,
      );
      for (const index of indexes) expect(kept).not.toContain(index);
    }
    expect(await exactly()).toEqual(before);
    world.clock.advance(335 * DAY);
    expect(await world.get(AnonymiseConfirmed).run()).toBe(10);
    expect(new Set(await rowsApart()).size).toBe(1);
    expect(await exactly()).toEqual(before);
    expect((await world.get(RebuildTally).run()).proof.outcome).toBe('agreed');
  });
});
