import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DecideIntake } from '../../../src/domain/signatures/decide-intake.js';
import { SignatureStore } from '../../../src/domain/signatures/signature.store.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const kinds = async () => (await world.mails()).map(({ kind }) => kind);

describe('a form from an unknown address', () => {
  it('becomes a pending signature and one confirmation mail, and leaves the intake', async () => {
    await world.sign({
      comment: 'For the families.',
      country: 'DE',
      visibility: 'name',
      news: true,
      locale: 'fa',
    });
    const [row, ...others] = await world.signatures();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      state: 'pending',
      held: 'no',
      place: 1,
      country: 'DE',
      visibility: 'name',
      news: true,
      issue: 1,
      signed_text: '2026-11-24',
      confirmed_text: null,
    });
    expect(row!.expires_text).toBe('2026-11-27 12:00:00+00');
    expect(await world.mails()).toMatchObject([
      { kind: 'confirmation', locale: 'fa', ref: row!.id, state: 'ready' },
    ]);
    expect(await world.intake()).toEqual({ waiting: 0, aside: 0 });
  });

  it('rounds the end of its time up to the hour', async () => {
    world.clock.set('2026-11-24T12:00:01Z');
    await world.sign();
    expect((await world.signatures())[0]!.expires_text).toBe('2026-11-27 13:00:00+00');
  });

  it('leaves nothing of the person in the clear', async () => {
    await world.sign({ name: 'Canary Name', email: 'canary@example.org', comment: 'canary comment' });
    const dump = JSON.stringify(
      await world.db.query('SELECT signature::text, message::text FROM signature, message'),
    );
    for (const text of ['Canary Name', 'canary@example.org', 'canary comment']) {
      for (const form of [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64')]) {
        expect(dump).not.toContain(form);
      }
    }
  });
});

describe('a form from a known address', () => {
  it('replaces what a pending one said, with a new token: the older link is unknown from then on', async () => {
    await world.sign({ comment: 'first' });
    const older = await world.newestTokens();
    await world.sign({ name: 'Suzie Keene', country: 'FR' });
    expect(await world.signatures()).toMatchObject([{ state: 'pending', issue: 2, country: 'FR' }]);
    expect(await kinds()).toEqual(['confirmation', 'confirmation']);
    expect(await world.acts.confirm(older.confirm)).toEqual({ outcome: 'unknown' });
    expect((await world.acts.confirm((await world.newestTokens()).confirm)).outcome).toBe('confirmed');
  });

  it('is silent and changes nothing after three mails in seven days', async () => {
    for (let n = 0; n < 6; n++) await world.sign({ country: n < 3 ? 'DE' : 'FR' });
    expect(await kinds()).toEqual(['confirmation', 'confirmation', 'confirmation']);
    expect(await world.signatures()).toMatchObject([{ issue: 3, country: 'DE' }]);
    expect((await world.acts.confirm((await world.newestTokens()).confirm)).outcome).toBe('confirmed');

    await world.clear();
    for (let day = 0; day < 21; day++) {
      await world.sign();
      world.clock.advance(86_400_000);
    }
    expect(await kinds()).toHaveLength(9);
  });

  it('sends an unconfirmed mail to a victim three times, however many forms come', async () => {
    await Promise.all(
      Array.from({ length: 600 }, (_, n) =>
        world.send({ name: n % 2 ? 'Bob Marley' : 'Suzie Keen', locale: 'en' }),
      ),
    );
    await world.decide();
    for (let n = 0; n < 5; n++) await world.sign({ name: `Someone Else ${n}` });
    expect((await kinds()).length).toBeLessThanOrEqual(3);
  });

  it('changes nothing of a confirmed one, and tells the address once a week', async () => {
    await world.signAndConfirm({ country: 'DE' });
    const before = await world.signatures();
    await world.sign({ country: 'FR', visibility: 'name' });
    await world.sign({ country: 'FR' });
    const after = await world.signatures();
    expect(after).toMatchObject([{ state: 'confirmed', country: 'DE', visibility: 'counted', issue: 1 }]);
    expect(after[0]!.confirm_hash).toEqual(before[0]!.confirm_hash);
    expect(await kinds()).toEqual(['confirmation', 'already-signed']);
    world.clock.advance(8 * 86_400_000);
    await world.sign();
    expect(await kinds()).toEqual(['confirmation', 'already-signed', 'already-signed']);
  });

  it('makes a withdrawn one pending again', async () => {
    await world.signAndConfirm();
    const tokens = await world.newestTokens();
    expect((await world.acts.withdraw(tokens.withdraw)).outcome).toBe('withdrawn');
    await world.sign();
    expect(await world.signatures()).toMatchObject([
      { state: 'pending', issue: 2, confirmed_text: '2026-11-24' },
    ]);
    expect(await kinds()).toEqual(['confirmation', 'confirmation']);
  });

  it('recognises the same mailbox in other spellings of case and script, and no other mailbox', async () => {
    for (const email of ['suzie@example.org', 'Suzie@Example.ORG', ' suzie@EXAMPLE.org '])
      await world.sign({ email });
    expect(await world.signatures()).toHaveLength(1);
    await world.sign({ email: 'suzie+news@example.org' });
    const rows = await world.signatures();
    expect(rows).toHaveLength(2);
    expect(rows[0]!.loose_index).toEqual(rows[1]!.loose_index);
  });

  it('of a held one gets the same mails as if it were not held', async () => {
    await world.sign();
    await world.db.query(`UPDATE signature SET held = 'invalidated', hold_reasons = '{burst}'`);
    await world.sign();
    await world.acts.confirm((await world.newestTokens()).confirm);
    await world.sign();
    expect(await kinds()).toEqual(['confirmation', 'confirmation', 'already-signed']);
    expect(await world.signatures()).toMatchObject([{ state: 'confirmed', held: 'invalidated' }]);
    expect((await world.counted()).confirmed).toBe(0);
  });
});

describe('a resend', () => {
  const resend = async (email = 'suzie@example.org') => {
    await world.submit.run({ scope: world.campaignId, form: { kind: 'resend', email, locale: 'en' } });
    await world.decide();
  };

  it('carries the same link to a pending address, within the limit', async () => {
    await world.sign();
    const first = await world.newestTokens();
    for (let n = 0; n < 4; n++) await resend();
    expect(await kinds()).toEqual(['confirmation', 'confirmation', 'confirmation']);
    expect((await world.newestTokens()).confirm).toBe(first.confirm);
  });

  it('does nothing for an unknown address and tells a confirmed one', async () => {
    await resend('nobody@example.org');
    expect(await world.mails()).toEqual([]);
    expect(await world.signatures()).toEqual([]);
    await world.signAndConfirm();
    await resend();
    await resend();
    expect(await kinds()).toEqual(['confirmation', 'already-signed']);
  });
});

describe('a request for the own page', () => {
  it('sent to the instance is answered by mail from each campaign signed', async () => {
    const { id } = await publishCampaign(world.db, { slug: 'second' });
    await world.get(ScopeKeys).create(world.db.manager, id);
    await world.signAndConfirm();
    const scope = '00000000-0000-4000-8000-000000000001';
    await world.submit.run({ scope, form: { kind: 'my-page', email: 'suzie@example.org', locale: 'en' } });
    await world.submit.run({ scope, form: { kind: 'my-page', email: 'nobody@example.org', locale: 'en' } });
    expect(await world.decide()).toEqual({ decided: 2, aside: 0 });
    expect(await kinds()).toEqual(['confirmation', 'my-page']);
    const mine = await world.acts.mySignature((await world.newestTokens()).me);
    expect(mine).toMatchObject({
      state: 'confirmed',
      copy: { name: 'Suzie Keen', email: 'suzie@example.org' },
    });
  });
});

describe('a batch', () => {
  it('with one address twice makes one row and one mail, and the newest form wins', async () => {
    await world.send({ country: 'DE' });
    await world.send({ country: 'FR' });
    await world.decide();
    expect(await world.signatures()).toMatchObject([{ country: 'FR', issue: 1 }]);
    expect(await kinds()).toEqual(['confirmation']);
  });

  it('is decided once by several workers at a time, with one row for each address', async () => {
    const emails = Array.from({ length: 60 }, (_, n) => `n${n % 20}@example.org`);
    for (const email of emails) await world.send({ email });
    const decide = world.get(DecideIntake);
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        decide
          .run(5)
          .then(() => decide.run(5))
          .then(() => decide.run(5)),
      ),
    );
    await world.decide();
    expect(await world.signatures()).toHaveLength(20);
    expect(await world.intake()).toEqual({ waiting: 0, aside: 0 });
  });

  it('with a poisoned form decides the others and sets that one aside', async () => {
    await world.send({ email: 'one@example.org' });
    await world.db.query('UPDATE intake SET sealed = set_byte(sealed, 50, get_byte(sealed, 50) # 1)');
    await world.send({ email: 'two@example.org' });
    await world.submit.run({ scope: world.campaignId, form: { kind: 'nonsense' } });
    await world.send({ email: 'not an address' });
    expect(await world.decide()).toEqual({ decided: 1, aside: 3 });
    expect(await world.signatures()).toHaveLength(1);
    expect(await world.intake()).toEqual({ waiting: 0, aside: 3 });
  });

  it('finds by halves the one form that the database refuses', async () => {
    await world.db.query('DELETE FROM intake');
    for (let n = 0; n < 7; n++)
      await world.send({ email: `n${n}@example.org`, locale: n === 3 ? 'en\u0000' : 'en' });
    const { aside } = await world.decide();
    expect(aside).toBe(1);
    expect(await world.signatures()).toHaveLength(6);
  });

  it('is untouched when the worker dies in the middle', async () => {
    await world.send();
    const dying = world.db.transaction(async (tx) => {
      await tx.query('DELETE FROM intake');
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await world.decide()).toEqual({ decided: 1, aside: 0 });
  });

  it('is no form to be set aside when the connection is lost under it', async () => {
    await world.send();
    const signatures = world.get(SignatureStore);
    const locking = jest.spyOn(signatures, 'lockByAddress').mockImplementationOnce(async (tx) => {
      const client = (await tx.queryRunner!.connect()) as { connection: { stream: Socket } };
      client.connection.stream.destroy();
      await tx.query('SELECT 1');
      return [];
    });
    await expect(world.get(DecideIntake).run()).rejects.toThrow('Connection terminated');
    locking.mockRestore();
    expect(await world.intake()).toEqual({ waiting: 1, aside: 0 });
    expect(await world.decide()).toEqual({ decided: 1, aside: 0 });
  });

  it('for a campaign whose keys were destroyed lies aside', async () => {
    const { id } = await publishCampaign(world.db, { slug: 'gone' });
    const keys = world.get(ScopeKeys);
    await keys.create(world.db.manager, id);
    await world.send({}, id);
    await keys.destroy(world.db.manager, id);
    expect(await world.decide()).toEqual({ decided: 0, aside: 1 });
  });
});
