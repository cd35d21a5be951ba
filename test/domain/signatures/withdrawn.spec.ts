import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GrantRole } from '../../../src/domain/organizers/grant-role.js';
import { InviteOrganizer } from '../../../src/domain/organizers/invite-organizer.js';
import { OPERATOR, type Role } from '../../../src/domain/organizers/role.rules.js';
import { PurgeWithdrawn } from '../../../src/domain/signatures/purge-withdrawn.js';
import { ListWithdrawalReasons } from '../../../src/domain/signatures/list-withdrawal-reasons.js';
import { PurgeReasons } from '../../../src/domain/signatures/purge-reasons.js';
import { SuppressDisowned } from '../../../src/domain/signatures/suppress-disowned.js';
import type { CampaignId } from '../../../src/kernel/id.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
const DAY = 86_400_000;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(async () => {
  await world.clear();
  await world.db.query('DELETE FROM withdrawal_reason');
});
afterAll(() => world.close());

const said = {
  name: 'Suzie Keen',
  country: 'DE',
  comment: 'For them.',
  visibility: 'name',
  news: true,
  locale: 'fa',
};

/** A row without what is random to everybody: ids, keyed fingerprints and hashes of tokens. */
function telling(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name]) => name !== 'id' && name !== 'email_index' && !name.endsWith('_hash'),
    ),
  );
}

describe('a withdrawn signature', () => {
  it('tells nothing that another withdrawn on the same days does not tell', async () => {
    await world.signAndConfirm(said);
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    await world.signAndConfirm({ email: 'plain@example.org' });
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    const [one, other] = await world.signatures();
    expect(telling(one!)).toEqual(telling(other!));
    expect(one).toMatchObject({ loose_index: null, domain_index: null, contact: null, answers: null });
  });

  it('is gone after thirty days, and the count remembers it as a number', async () => {
    await world.signAndConfirm(said);
    const tokens = await world.newestTokens();
    await world.acts.withdraw(tokens.withdraw);
    const before = await world.counted();
    world.clock.advance(30 * DAY);
    expect(await world.get(PurgeWithdrawn).count()).toBe(0);
    world.clock.advance(DAY);
    expect(await world.get(PurgeWithdrawn).count()).toBe(1);
    expect(await world.get(PurgeWithdrawn).run()).toBe(1);
    expect(await world.signatures()).toEqual([]);
    expect({ ...(await world.counted()), asOf: null }).toEqual({ ...before, asOf: null });
    await world.signAndConfirm(said);
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('is recognised when it signs again, and counts again', async () => {
    await world.signAndConfirm(said);
    const [before] = await world.signatures();
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    expect((await world.counted()).confirmed).toBe(0);
    await world.signAndConfirm({ ...said, visibility: 'initials' });
    const [after] = await world.signatures();
    expect(after).toMatchObject({ id: before!.id, state: 'confirmed', visibility: 'initials', locale: 'fa' });
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('disowned, keeps the address until it is suppressed and not longer', async () => {
    await world.signAndConfirm(said);
    await world.acts.notMe((await world.newestTokens()).notMe);
    expect((await world.signatures())[0]).toMatchObject({ country: null, answers: null, me_copy: null });
    expect((await world.signatures())[0]!.contact).not.toBeNull();
    await world.get(SuppressDisowned).run();
    expect((await world.signatures())[0]!.contact).toBeNull();
  });
});

describe('the reason of a withdrawal', () => {
  const tell = async (reason: string) => {
    await world.submit.run({ scope: world.campaignId, form: { kind: 'withdrawal-reason', reason } });
    await world.decide();
  };

  async function organizer(name: string, role: Role) {
    const email = `${name}@example.org`;
    const made = await world.get(InviteOrganizer).run(OPERATOR, { email, name, locale: 'en' });
    await world.get(GrantRole).run(OPERATOR, { email, campaignId: world.campaignId as CampaignId, role });
    return made;
  }

  it('is read by those who look after signatures, and by nobody else, without a trace of whose it is', async () => {
    await tell('I moved away.');
    const rows = await world.db.query<Record<string, unknown>[]>('SELECT * FROM withdrawal_reason');
    expect(Object.keys(rows[0]!).sort()).toEqual(['campaign_id', 'day', 'epoch', 'id', 'reason']);
    expect((rows[0]!.reason as Buffer).toString('utf8')).not.toContain('moved');
    const list = world.get(ListWithdrawalReasons);
    const anna = await organizer('anna', 'moderator');
    const vera = await organizer('vera', 'viewer');
    expect(await list.run(anna, world.campaignId as CampaignId)).toEqual([
      { day: '2026-11-24', reason: 'I moved away.' },
    ]);
    await expect(list.run(vera, world.campaignId as CampaignId)).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await world.signatures()).toEqual([]);
  });

  it('is deleted after ninety days', async () => {
    await tell('I moved away.');
    world.clock.advance(90 * DAY);
    expect(await world.get(PurgeReasons).count()).toBe(0);
    world.clock.advance(DAY);
    expect(await world.get(PurgeReasons).count()).toBe(1);
    expect(await world.get(PurgeReasons).run()).toBe(1);
  });
});
