import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ExpirePending } from '../../../src/domain/signatures/expire-pending.js';
import { PublicNames } from '../../../src/domain/signatures/public-names.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { PurgeUnconfirmed } from '../../../src/domain/signatures/purge-unconfirmed.js';
import { CodesRest } from '../../../src/domain/signatures/signature.errors.js';
import { hashesOf } from '../../../src/domain/signatures/supporter-tokens.js';
import { SuppressDisowned } from '../../../src/domain/signatures/suppress-disowned.js';
import { Suppress } from '../../../src/domain/dispatch/suppress.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const states = async () => (await world.signatures()).map(({ state }) => state);
const outcome = async (answer: Promise<{ outcome: string }>) => (await answer).outcome;

describe('confirming', () => {
  it('counts a person once, however often the link is opened, and answers the same', async () => {
    await world.sign({ locale: 'fa' });
    const { confirm } = await world.newestTokens();
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.acts.confirm(confirm)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ outcome: 'confirmed', campaignId: world.campaignId, locale: 'fa' })]),
    );
    expect((await world.counted()).confirmed).toBe(1);
    expect(await outcome(world.acts.confirm(confirm))).toBe('confirmed');
    expect((await world.counted()).confirmed).toBe(1);
    const [row] = await world.signatures();
    expect(row).toMatchObject({ state: 'confirmed', expires_at: null, confirmed_text: '2026-11-24' });
  });

  it('does nothing for an unknown token, whatever its form', async () => {
    await world.sign();
    for (const token of ['', 'x', 'A'.repeat(43), '\u0000'.repeat(43), 'ش'.repeat(5000)]) {
      expect(await outcome(world.acts.confirm(token))).toBe('unknown');
    }
    expect(await states()).toEqual(['pending']);
  });

  it('does nothing after 72 hours, rounded up to the hour', async () => {
    await world.sign();
    const { confirm } = await world.newestTokens();
    world.clock.advance(72 * HOUR);
    expect(await outcome(world.acts.confirm(confirm))).toBe('unknown');
    expect(await world.get(ExpirePending).run()).toBe(1);
    expect(await states()).toEqual(['expired']);
    expect(await outcome(world.acts.confirm(confirm))).toBe('unknown');
    world.clock.advance(3 * DAY);
    expect(await world.get(PurgeUnconfirmed).count()).toBe(0);
    world.clock.advance(2 * DAY);
    expect(await world.get(PurgeUnconfirmed).count()).toBe(1);
    expect(await world.get(PurgeUnconfirmed).run()).toBe(1);
    expect(await states()).toEqual([]);
  });

  it('works for 24 hours after the campaign was closed, and not longer', async () => {
    await world.sign({ email: 'one@example.org' });
    const one = await world.newestTokens();
    await world.sign({ email: 'two@example.org' });
    const two = await world.newestTokens();
    await world.db.query(`UPDATE campaign SET state = 'closed', closed_at = $1`, [world.clock.now()]);
    world.clock.advance(23 * HOUR);
    expect(await outcome(world.acts.confirm(one.confirm))).toBe('confirmed');
    world.clock.advance(HOUR);
    expect(await outcome(world.acts.confirm(two.confirm))).toBe('unknown');
    expect(await outcome(world.acts.confirm(one.confirm))).toBe('confirmed');
    await world.db.query(`UPDATE campaign SET state = 'open', closed_at = NULL`);
  });

  it('by the typed code does the same', async () => {
    await world.sign();
    const { code } = await world.newestTokens();
    expect(await outcome(world.acts.confirmByCode('000000000000'))).toBe('unknown');
    expect(await outcome(world.acts.confirmByCode(code))).toBe('confirmed');
    expect(await outcome(world.acts.confirmByCode(code))).toBe('confirmed');
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('by typed codes rests when too many were guessed, and links go on working', async () => {
    await world.sign();
    const tokens = await world.newestTokens();
    await world.db.query(
      `INSERT INTO code_miss VALUES (date_bin('10 minutes', $1::timestamptz, 'epoch'), 2999)`,
      [world.clock.now()],
    );
    expect(await outcome(world.acts.confirmByCode('111111111111'))).toBe('unknown');
    await expect(world.acts.confirmByCode(tokens.code)).rejects.toThrow(CodesRest);
    expect(await outcome(world.acts.confirm(tokens.confirm))).toBe('confirmed');
    world.clock.advance(10 * 60_000);
    expect(await outcome(world.acts.confirmByCode(tokens.code))).toBe('confirmed');
  });

  it('of many at once with others deciding the same addresses never waits in a ring', async () => {
    for (let n = 0; n < 40; n++) await world.send({ email: `n${n}@example.org` });
    await world.decide();
    const rows = await world.db.query<{ h: Buffer }[]>('SELECT confirm_hash AS h FROM signature');
    const hashes = rows.map(({ h }) => h);
    const web = world.database.webDatabase();
    const confirm = (list: Buffer[]) =>
      web.query('SELECT n FROM confirm_signatures($1::bytea[], $2)', [list, world.clock.now()]);
    for (let n = 0; n < 40; n++) await world.send({ email: `n${n}@example.org` });
    await Promise.all([
      confirm(hashes),
      confirm([...hashes].reverse()),
      world.decide(),
      world.decide(),
      confirm(hashes),
    ]);
    expect((await world.counted()).confirmed).toBe(
      (await states()).filter((state) => state === 'confirmed').length,
    );
  });
});

describe('a token that does nothing', () => {
  it('writes nothing and locks no row, whatever the reason', async () => {
    await world.signAndConfirm({ email: 'used@example.org' });
    const used = await world.newestTokens();
    await world.signAndConfirm({ email: 'left@example.org' });
    const left = await world.newestTokens();
    await world.acts.withdraw(left.withdraw);
    await world.sign({ email: 'late@example.org' });
    const late = await world.newestTokens();
    const now = new Date(world.clock.now().getTime() + 73 * HOUR);
    const nothing: [string, Buffer][] = [
      ...[used, left, late].map((tokens): [string, Buffer] => ['confirm', hashesOf(tokens).confirmHash]),
      ...[left, late].map((tokens): [string, Buffer] => ['withdraw', hashesOf(tokens).withdrawHash]),
      ...[used, left].map((tokens): [string, Buffer] => ['unsubscribe', hashesOf(tokens).unsubscribeHash]),
    ];
    await world.db.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE vigil_web');
      for (const [act, hash] of nothing) {
        await tx.query(`SELECT * FROM ${act}_signatures($1::bytea[], $2)`, [[hash], now]);
        const [wrote] = await tx.query<{ wrote: string | null }[]>(
          'SELECT pg_current_xact_id_if_assigned()::text AS wrote',
        );
        expect([act, wrote]).toEqual([act, { wrote: null }]);
      }
      await tx.query('SELECT * FROM confirm_signatures_by_code($1::bytea[], $2)', [
        [hashesOf(used).codeHash],
        now,
      ]);
      expect(await tx.query('SELECT pg_current_xact_id_if_assigned() AS wrote')).toEqual([{ wrote: null }]);
    });
  });
});

describe('withdrawing', () => {
  it('takes the signature out of the count, its data and its mails away, and may be repeated', async () => {
    await world.signAndConfirm({ visibility: 'name', news: true });
    await world.get(PublishNames).run();
    await world.sign();
    const { withdraw, me } = await world.newestTokens();
    expect((await world.counted()).confirmed).toBe(1);
    expect(await outcome(world.acts.withdraw(withdraw))).toBe('withdrawn');
    expect(await outcome(world.acts.withdraw(withdraw))).toBe('withdrawn');
    expect((await world.counted()).confirmed).toBe(0);
    const [row] = await world.signatures();
    expect(row).toMatchObject({
      state: 'withdrawn',
      contact: null,
      answers: null,
      me_copy: null,
      news: false,
    });
    expect((await world.mails()).map(({ kind, state }) => [kind, state])).toContainEqual([
      'already-signed',
      'suppressed',
    ]);
    expect(await world.db.query('SELECT * FROM public_name')).toEqual([]);
    expect(await world.acts.mySignature(me)).toMatchObject({ state: 'withdrawn', copy: null });
  });

  it('needs a confirmed signature', async () => {
    await world.sign();
    const { withdraw } = await world.newestTokens();
    expect(await outcome(world.acts.withdraw(withdraw))).toBe('unknown');
    expect(await states()).toEqual(['pending']);
  });
});

describe('unsubscribing', () => {
  it('ends the news and keeps the signature', async () => {
    await world.signAndConfirm({ news: true });
    const { unsubscribe } = await world.newestTokens();
    expect(await outcome(world.acts.unsubscribe(unsubscribe))).toBe('unsubscribed');
    expect(await outcome(world.acts.unsubscribe(unsubscribe))).toBe('unsubscribed');
    expect(await world.signatures()).toMatchObject([{ state: 'confirmed', news: false }]);
    expect((await world.counted()).confirmed).toBe(1);
  });
});

describe("'it was not me'", () => {
  it('removes the signature, suppresses the address and then forgets it', async () => {
    await world.signAndConfirm();
    const { notMe } = await world.newestTokens();
    expect(await outcome(world.acts.notMe(notMe))).toBe('not-me');
    expect(await outcome(world.acts.notMe(notMe))).toBe('not-me');
    expect((await world.counted()).confirmed).toBe(0);
    expect(
      await world.db.query(`SELECT job FROM outbox WHERE job = 'signatures.suppress-disowned'`),
    ).toHaveLength(1);
    expect(await world.get(SuppressDisowned).run()).toBe(1);
    const held = await world.get(Suppress).holds(world.db.manager, 'suzie@example.org', world.campaignId);
    expect(held).toBe(true);
    expect(await world.signatures()).toMatchObject([{ state: 'withdrawn', contact: null, disowned: true }]);
    await world.sign();
    expect(await states()).toEqual(['withdrawn']);
    expect(await world.mails()).toHaveLength(1);
  });

  it('works from the first mail even after newer forms, and stops the mails under way', async () => {
    await world.sign();
    const first = await world.newestTokens();
    await world.sign();
    await world.sign();
    expect(await outcome(world.acts.notMe(first.notMe))).toBe('not-me');
    expect(await states()).toEqual(['expired']);
    expect((await world.mails()).map(({ state }) => state)).toEqual([
      'suppressed',
      'suppressed',
      'suppressed',
    ]);
  });
});

describe('my signature', () => {
  it('is shown by the link alone, from confirming on, for thirty days', async () => {
    await world.sign({ comment: 'For them.', country: 'DE', name: 'سوزی' });
    const { me, confirm } = await world.newestTokens();
    expect(await world.acts.mySignature(me)).toBeNull();
    await world.acts.confirm(confirm);
    expect(await world.acts.mySignature(me)).toMatchObject({
      campaignId: world.campaignId,
      state: 'confirmed',
      country: 'DE',
      signedOn: '2026-11-24',
      confirmedOn: '2026-11-24',
      copy: { name: 'سوزی', email: 'suzie@example.org', comment: 'For them.' },
    });
    expect(await world.acts.mySignature(confirm)).toBeNull();
    expect(await world.acts.mySignature('nonsense')).toBeNull();
    world.clock.advance(31 * DAY);
    expect(await world.acts.mySignature(me)).toBeNull();
  });
});

describe('a public name', () => {
  it('is written after confirming, as far as chosen, and goes with the hold', async () => {
    await world.signAndConfirm({ name: 'Counted Only', email: 'a@example.org' });
    await world.signAndConfirm({
      name: 'Initials Please Thanks',
      email: 'b@example.org',
      visibility: 'initials',
    });
    await world.signAndConfirm({ name: 'Whole Name', email: 'c@example.org', visibility: 'name' });
    const names = new PublicNames(world.database.webDatabase());
    const shown = async () =>
      (await names.list(world.campaignId, { page: 1, perPage: 10 })).items.map((each) => each.shown).sort();
    expect(await shown()).toEqual([]);
    expect(
      await world.db.query(`SELECT job FROM outbox WHERE job = 'signatures.publish-names'`),
    ).toHaveLength(2);
    await world.get(PublishNames).run();
    expect(await shown()).toEqual(['I. P. T.', 'Whole Name']);
    await world.db.query(
      `UPDATE signature SET held = 'quarantined', name_due = true WHERE visibility = 'name'`,
    );
    await world.get(PublishNames).run();
    expect(await shown()).toEqual(['I. P. T.']);
  });
});
