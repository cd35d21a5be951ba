import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RemindPending } from '../../../src/domain/signatures/remind-pending.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;
const HOUR = 3_600_000;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(async () => {
  await world.clear();
  await campaign('reminder = true');
});
afterAll(() => world.close());

const campaign = (change: string) => world.db.query(`UPDATE campaign SET ${change}`);
const kinds = async () => (await world.mails()).map(({ kind }) => kind);
const remind = () => world.get(RemindPending).run();

/** Subjects of the mails, oldest first, as their contents have them. */
async function subjects(): Promise<string[]> {
  const found = await world.db.query<{ pieces: unknown }[]>(
    'SELECT c.pieces FROM message m JOIN content c ON c.id = m.content_id ORDER BY m.ctid',
  );
  return found.map(({ pieces }) => JSON.stringify(pieces));
}

describe('the reminder', () => {
  it('goes once, a day after signing, with the same link and code, and counts among the week’s mails', async () => {
    await world.sign({ locale: 'fa' });
    const before = await world.newestTokens();
    world.clock.advance(23 * HOUR);
    expect(await remind()).toBe(0);
    world.clock.advance(2 * HOUR);
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect(await kinds()).toEqual(['confirmation', 'confirmation']);
    expect(await world.newestTokens()).toEqual(before);
    const [first, second] = await subjects();
    expect(second).not.toBe(first);
    expect(await world.signatures()).toMatchObject([
      { state: 'pending', mails: 2, locale: 'fa', mailed_on: { length: 2 } },
    ]);
    expect((await world.acts.confirmByCode(before.code)).outcome).toBe('confirmed');
    expect((await world.counted()).confirmed).toBe(1);
  });

  it('leaves how long the link works as it was', async () => {
    await world.sign();
    const [before] = await world.signatures();
    world.clock.advance(25 * HOUR);
    await remind();
    expect((await world.signatures())[0]!.expires_text).toBe(before!.expires_text);
  });

  it('is not sent where the campaign did not choose it, is paused or closed, or all signing rests', async () => {
    await world.sign();
    world.clock.advance(25 * HOUR);
    for (const [now, back] of [
      ['reminder = false', 'reminder = true'],
      [`state = 'paused'`, `state = 'open'`],
      [`state = 'closed', closed_at = now()`, `state = 'open', closed_at = NULL`],
    ] as const) {
      await campaign(now);
      expect(await remind()).toBe(0);
      await campaign(back);
    }
    await world.db.query(`INSERT INTO signing_pause VALUES (1, now(), 'a test', 'a test')`);
    expect(await remind()).toBe(0);
    await world.db.query('DELETE FROM signing_pause');
    expect(await remind()).toBe(1);
  });

  it('is not sent to who confirmed, withdrew, said it was not them, or was thrown out', async () => {
    await world.signAndConfirm({ email: 'confirmed@example.org' });
    await world.signAndConfirm({ email: 'gone@example.org' });
    await world.acts.withdraw((await world.newestTokens()).withdraw);
    await world.sign({ email: 'stranger@example.org' });
    await world.acts.notMe((await world.newestTokens()).notMe);
    await world.sign({ email: 'out@example.org' });
    await world.db.query(`UPDATE signature SET held = 'invalidated' WHERE state = 'pending'`);
    world.clock.advance(25 * HOUR);
    expect(await remind()).toBe(0);
    expect(await kinds()).toHaveLength(4);
  });

  it('is sent to who is held for a look, as any other mail is', async () => {
    await world.sign();
    await world.db.query(`UPDATE signature SET held = 'quarantined'`);
    world.clock.advance(25 * HOUR);
    expect(await remind()).toBe(1);
  });

  it('never goes beyond three mails in seven days, and does not ask again and again', async () => {
    await world.sign();
    await world.sign();
    await world.sign();
    world.clock.advance(25 * HOUR);
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect(await kinds()).toHaveLength(3);
  });

  it('is not begun when less than a day of the link is left, nor after it', async () => {
    await world.sign();
    world.clock.advance(49 * HOUR);
    expect(await remind()).toBe(0);
    world.clock.advance(48 * HOUR);
    expect(await remind()).toBe(0);
    expect(await kinds()).toHaveLength(1);
  });

  it('comes again for whoever signs again', async () => {
    await world.sign();
    world.clock.advance(25 * HOUR);
    await remind();
    world.clock.advance(8 * 24 * HOUR);
    await world.sign();
    world.clock.advance(25 * HOUR);
    expect(await remind()).toBe(1);
    expect(await kinds()).toHaveLength(4);
  });
});
