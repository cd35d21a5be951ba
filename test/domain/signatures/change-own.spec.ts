import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import type { SignatureRow } from '../../../src/domain/signatures/signature.row.js';
import { openAnswers, openContact } from '../../../src/domain/signatures/supporter-contact.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

async function change(
  me: string,
  fields: Record<string, string | boolean | null | Record<string, string>>,
): Promise<void> {
  await world.submit.run({
    scope: world.campaignId,
    form: { kind: 'change', email: 'suzie@example.org', me, ...fields },
  });
  await world.decide();
}

/** What dispatch and the organizers can read of the only row. */
async function stored() {
  const [row] = await world.db.query<Pick<SignatureRow, 'id' | 'epoch' | 'contact' | 'answers'>[]>(
    'SELECT id, epoch, contact, answers FROM signature',
  );
  const ring = await world.get(ScopeKeys).ring(world.campaignId);
  return { contact: openContact(ring, row!), answers: openAnswers(ring, row!) };
}

describe('a change of one’s own signature', () => {
  it('reaches what is stored, what the link shows and what is public, and leaves the rest', async () => {
    await world.signAndConfirm({ name: 'Suzi Keen', comment: 'For them.', visibility: 'name', news: true });
    const { me, withdraw, notMe } = await world.newestTokens();
    await change(me, { name: 'Suzie Keen' });
    expect(await stored()).toEqual({
      contact: { address: 'suzie@example.org', name: 'Suzie Keen' },
      answers: { comment: 'For them.', extra: {}, consent: '' },
    });
    await change(me, { comment: 'For all of them.', news: false });
    await world.get(PublishNames).run();
    expect(await world.db.query('SELECT shown FROM public_name')).toEqual([{ shown: 'Suzie Keen' }]);
    expect(await world.acts.mySignature(me)).toMatchObject({
      state: 'confirmed',
      visibility: 'name',
      news: false,
      copy: {
        name: 'Suzie Keen',
        email: 'suzie@example.org',
        comment: 'For all of them.',
        withdrawToken: withdraw,
        notMeToken: notMe,
      },
    });
    expect((await world.counted()).confirmed).toBe(1);
    expect(await world.mails()).toHaveLength(1);
  });

  it('reaches what only some campaigns ask, and deletes what was emptied', async () => {
    await world.signAndConfirm({ extra: { postcode: '10115', role: 'witness' } });
    const { me } = await world.newestTokens();
    await change(me, { extra: { postcode: '20095', role: '' } });
    expect((await stored()).answers?.extra).toEqual({ postcode: '20095' });
    expect((await world.acts.mySignature(me))?.copy?.extra).toEqual({ postcode: '20095' });
  });

  it('deletes a comment', async () => {
    await world.signAndConfirm({ comment: 'For them.' });
    const { me } = await world.newestTokens();
    await change(me, { comment: null });
    expect((await stored()).answers?.comment).toBeNull();
    expect((await world.acts.mySignature(me))?.copy?.comment).toBeNull();
  });

  it('puts a name right and does not exchange it for another person’s', async () => {
    await world.signAndConfirm({ name: 'Suzie Keen' });
    const { me } = await world.newestTokens();
    await change(me, { name: 'Bernard Whitlock', comment: 'kept' });
    expect(await stored()).toMatchObject({ contact: { name: 'Suzie Keen' }, answers: { comment: 'kept' } });
  });

  it('holds back the news that waits once it is not wanted any longer', async () => {
    await world.signAndConfirm({ news: true });
    const { me } = await world.newestTokens();
    const [row] = await world.signatures();
    await world.db.query(`UPDATE message SET kind = 'update', ref = $1`, [row!.id]);
    await change(me, { comment: 'still here' });
    expect(await world.mails()).toMatchObject([{ state: 'ready' }]);
    await change(me, { news: false });
    expect(await world.mails()).toMatchObject([{ kind: 'update', state: 'suppressed' }]);
  });

  it('in two forms of one batch is what the last of them says', async () => {
    await world.signAndConfirm();
    const { me } = await world.newestTokens();
    const form = { kind: 'change', email: 'suzie@example.org', me };
    await world.submit.run({ scope: world.campaignId, form: { ...form, comment: 'one' } });
    await world.submit.run({ scope: world.campaignId, form: { ...form, comment: 'two' } });
    await world.decide();
    expect((await world.acts.mySignature(me))?.copy?.comment).toBe('two');
  });

  it('needs the link of this signature', async () => {
    await world.signAndConfirm({ comment: 'For them.' });
    const { confirm, withdraw } = await world.newestTokens();
    for (const wrong of [confirm, withdraw]) await change(wrong, { comment: null, name: 'Suzie K' });
    expect((await stored()).answers?.comment).toBe('For them.');
  });
});
