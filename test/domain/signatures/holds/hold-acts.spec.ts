import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VerifyAudit } from '../../../../src/domain/audit/verify-audit.js';
import { OrganizerStore } from '../../../../src/domain/organizers/organizer.store.js';
import type { Organizer, Role } from '../../../../src/domain/organizers/role.rules.js';
import { ChangeHolds } from '../../../../src/domain/signatures/holds/change-holds.js';
import type { HoldAct } from '../../../../src/domain/signatures/holds/hold-act.store.js';
import type { HoldConditions } from '../../../../src/domain/signatures/holds/hold-conditions.js';
import { ReviewHolds } from '../../../../src/domain/signatures/holds/review-holds.js';
import { UndoHoldAct } from '../../../../src/domain/signatures/holds/undo-hold-act.js';
import { WeighVelocity } from '../../../../src/domain/signatures/holds/weigh-velocity.js';
import { PublishNames } from '../../../../src/domain/signatures/publish-names.js';
import { SupporterAudience } from '../../../../src/domain/signatures/supporter-audience.js';
import { type CampaignId, newId } from '../../../../src/kernel/id.js';
import { pageRequest } from '../../../../src/kernel/page.js';
import { stuffers } from '../../../factories/crowd.js';
import { SigningWorld } from '../../../worlds/signing.world.js';

let world: SigningWorld;
let campaignId: CampaignId;
let moderator: Organizer;

beforeAll(async () => {
  world = await SigningWorld.open();
  campaignId = world.campaignId as CampaignId;
  moderator = await organizer('moderator');
});
beforeEach(() => world.clear());
afterAll(() => world.close());

async function organizer(role: Role | null): Promise<Organizer> {
  const id = newId<'organizer'>();
  const email = `${id}@organizers.example`;
  const store = world.get(OrganizerStore);
  const made = { id, email, emailKey: email, name: 'Mina', locale: 'en', administrator: false };
  const saved = await store.save(world.db.manager, made, world.clock.now());
  await store.setRole(world.db.manager, { organizerId: id, campaignId, role }, world.clock.now());
  return saved;
}

const change = (act: HoldAct['act'], conditions: HoldConditions, expected: number, by = moderator) =>
  world.get(ChangeHolds).run(by, { campaignId, act, conditions, expected });
const undo = (act: HoldAct, by = moderator) => world.get(UndoHoldAct).run(by, act.id);
const preview = (conditions: HoldConditions) =>
  world.get(ReviewHolds).preview(moderator, campaignId, conditions);
const holds = async () =>
  (
    await world.db.query<{ held: string; reasons: string }[]>(
      `SELECT held, array_to_string(hold_reasons, ' ') AS reasons FROM signature ORDER BY country, id`,
    )
  ).map(({ held, reasons }) => `${held} ${reasons}`.trim());

/** Three confirmed and one unconfirmed, two of them at one domain. */
async function four(): Promise<void> {
  await world.signAndConfirm({ email: 'a@one.example', country: 'AT', visibility: 'name', name: 'Ana Keen' });
  await world.signAndConfirm({ email: 'b@one.example', country: 'BE', news: true });
  await world.signAndConfirm({ email: 'c@two.example', country: 'CH' });
  await world.sign({ email: 'd@one.example', country: 'DE' });
}

describe('throwing out by conditions', () => {
  it('shows first what it would hit, then hits exactly that, unconfirmed ones too', async () => {
    await four();
    expect(await preview({ domain: 'ONE.example' })).toEqual({
      total: 3,
      byState: [
        { state: 'confirmed', held: 'no', n: 2 },
        { state: 'pending', held: 'no', n: 1 },
      ],
      byDay: [{ day: '2026-11-24', n: 3 }],
      byCountry: ['AT', 'BE', 'DE'].map((country) => ({ country, n: 1 })),
    });
    await change('invalidated', { domain: 'one.example' }, 3);
    expect(await holds()).toEqual([
      'invalidated by-organizer',
      'invalidated by-organizer',
      'no',
      'invalidated by-organizer',
    ]);
    expect((await world.counted()).confirmed).toBe(1);
    await world.acts.confirm((await world.newestTokens()).confirm);
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('does nothing when another number matches than was seen, or when no condition is given', async () => {
    await four();
    await expect(change('invalidated', { domain: 'one.example' }, 2)).rejects.toThrow('meet 3 signatures');
    await expect(change('invalidated', {}, 4)).rejects.toThrow('at least one condition');
    expect(await holds()).toEqual(['no', 'no', 'no', 'no']);
    expect(await world.get(ReviewHolds).listActs(moderator, campaignId, pageRequest())).toMatchObject({
      total: 0,
    });
  });

  it('meets each condition by itself', async () => {
    await four();
    await world.db.query(`UPDATE signature SET flags = '{honeypot,stamp-old}' WHERE country = 'AT'`);
    const hits = async (conditions: HoldConditions) => (await preview(conditions)).total;
    const day = '2026-11-24' as never;
    expect(await hits({ country: 'BE' })).toBe(1);
    expect(await hits({ state: 'pending' })).toBe(1);
    expect(await hits({ flags: ['honeypot'] })).toBe(1);
    expect(await hits({ flags: ['honeypot', 'fast-form'] })).toBe(0);
    expect(await hits({ from: day, until: day })).toBe(4);
    expect(await hits({ until: '2026-11-23' as never })).toBe(0);
    expect(await hits({ domain: 'no domain' })).toBe(0);
    const [first] = await world.signatures();
    expect(await hits({ id: first!.id as string })).toBe(1);
    expect(await hits({ id: first!.id as string, country: 'XX' })).toBe(0);
  });

  it('takes shown names and the audience of mailings along, and undoing brings them back', async () => {
    await four();
    const names = async () => {
      await world.get(PublishNames).run();
      return (await world.db.query<unknown[]>('SELECT shown FROM public_name')).length;
    };
    const audience = () =>
      world
        .get(SupporterAudience)
        .count(world.db.manager, { campaignId, confirmedUntil: '2026-11-24' as never });
    expect([await names(), await audience()]).toEqual([1, 1]);
    const act = await change('invalidated', { domain: 'one.example' }, 3);
    expect([await names(), await audience()]).toEqual([0, 0]);
    expect(await undo(act)).toMatchObject({ restored: 3 });
    expect([await names(), await audience()]).toEqual([1, 1]);
    expect((await world.counted()).confirmed).toBe(3);
  });
});

describe('undoing', () => {
  it('brings back what its act touched, once, but not what another act still holds', async () => {
    await four();
    const byDomain = await change('invalidated', { domain: 'one.example' }, 3);
    const byCountry = await change('invalidated', { country: 'AT' }, 1);
    expect(await undo(byDomain)).toMatchObject({ restored: 2 });
    expect(await holds()).toEqual(['invalidated by-organizer', 'no', 'no', 'no']);
    await expect(undo(byDomain)).rejects.toThrow('undone already');
    expect(await undo(byCountry)).toMatchObject({ restored: 1 });
    expect(await holds()).toEqual(['no', 'no', 'no', 'no']);
  });

  it('gives a signature that was quarantined before its quarantine and reasons back', async () => {
    await world.send({ country: 'AT' }, world.campaignId, ['honeypot', 'stamp-old']);
    await world.decide();
    const out = await change('invalidated', { reason: 'honeypot' }, 1);
    await undo(out);
    expect(await holds()).toEqual(['quarantined honeypot stamp-old']);
    const free = await change('released', { reason: 'honeypot' }, 1);
    expect(await holds()).toEqual(['no released']);
    const again = await change('invalidated', { country: 'AT' }, 1);
    await undo(free);
    expect(await holds()).toEqual(['invalidated by-organizer']);
    await undo(again);
    expect(await holds()).toEqual(['quarantined honeypot stamp-old']);
  });

  it('counts a signature exactly once again, while people confirm, withdraw and others undo', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => world.send({ email: `p${n}@one.example` })));
    await world.decide();
    const ring = await world.db.query<{ confirm: Buffer; withdraw: Buffer }[]>(
      'SELECT confirm_hash AS confirm, withdraw_hash AS withdraw FROM signature ORDER BY id',
    );
    const web = world.database.webDatabase();
    const call = (name: string, hash: Buffer) =>
      web.query(`SELECT n FROM ${name}($1::bytea[], $2)`, [[hash], world.clock.now()]);
    for (const { confirm } of ring.slice(0, 20)) await call('confirm_signatures', confirm);
    const act = await change('invalidated', { domain: 'one.example' }, 40);
    const undone = await Promise.allSettled([
      ...[1, 2, 3].map(() => undo(act)),
      ...ring.slice(10).map(({ confirm }) => call('confirm_signatures', confirm)),
      ...ring.slice(0, 5).map(({ withdraw }) => call('withdraw_signatures', withdraw)),
    ]);
    expect(undone.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect((await world.counted()).confirmed).toBe(35);
    expect((await holds()).filter((hold) => hold !== 'no')).toEqual([]);
  });
});

describe('letting a cluster go', () => {
  it('counts it at once and does not hold its domains again; undoing holds them as before', async () => {
    const crowd = stuffers(60, 6);
    await Promise.all(crowd.map(({ flags, ...fields }) => world.send(fields, world.campaignId, flags)));
    await world.decide();
    expect(await world.get(WeighVelocity).run()).toBe(60);
    const act = await change('released', { reason: 'domain-cluster' }, 60);
    await world.sign({ email: 'late@post-1.example' });
    await world.get(WeighVelocity).run();
    expect(new Set(await holds())).toEqual(new Set(['no released', 'no']));
    expect(await undo(act)).toMatchObject({ restored: 60 });
    await world.sign({ email: 'later@post-1.example' });
    await world.get(WeighVelocity).run();
    expect((await holds()).filter((hold) => hold === 'no')).toEqual([]);
  });
});

describe('an act on holds', () => {
  it('is for moderators and more, and others do not even learn that the campaign is there', async () => {
    await four();
    const [viewer, stranger] = [await organizer('viewer'), await organizer(null)];
    const act = await change('invalidated', { country: 'AT' }, 1);
    for (const [by, refusal] of [
      [viewer, 'does not allow'],
      [stranger, 'not yours to see'],
    ] as const) {
      await expect(change('invalidated', { country: 'BE' }, 1, by)).rejects.toThrow(refusal);
      await expect(undo(act, by)).rejects.toThrow(refusal);
      await expect(world.get(ReviewHolds).reasons(by, campaignId)).rejects.toThrow(refusal);
      await expect(world.get(ReviewHolds).rows(by, campaignId, {}, pageRequest())).rejects.toThrow(refusal);
    }
  });

  it('is in the audit with its numbers and without the domain or anybody’s name', async () => {
    await four();
    const act = await change('invalidated', { domain: 'one.example', country: 'AT' }, 1);
    await undo(act);
    const entries = await world.db.query<{ act: string; text: string }[]>(
      `SELECT act, audit_entry::text AS text FROM audit_entry WHERE act LIKE 'signatures.%' ORDER BY number DESC LIMIT 2`,
    );
    expect(entries.map(({ act: name }) => name)).toEqual([
      'signatures.hold-act-undone',
      'signatures.invalidated',
    ]);
    expect(entries[1]!.text).toMatch(/touched\W+1\b/);
    for (const { text } of entries) expect(text).not.toMatch(/one\.example|Ana|Keen/);
    expect((await world.get(VerifyAudit).run()).broken).toBeNull();
  });

  it('shows a moderator names and domains, never the mailbox', async () => {
    await four();
    const { items } = await world
      .get(ReviewHolds)
      .rows(moderator, campaignId, { country: 'AT' }, pageRequest());
    expect(items).toMatchObject([{ name: 'Ana Keen', domain: 'one.example', state: 'confirmed' }]);
    expect(JSON.stringify(items)).not.toContain('a@one');
  });
});
