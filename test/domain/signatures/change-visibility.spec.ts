import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishNames } from '../../../src/domain/signatures/publish-names.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const shown = async () =>
  (await world.db.query<{ shown: string }[]>('SELECT shown FROM public_name')).map((row) => row.shown);

async function change(me: string, visibility: string, email = 'suzie@example.org') {
  await world.send({ kind: 'change', email, me, visibility });
  await world.decide();
  await world.get(PublishNames).run();
}

describe('another choice of who may see a signature', () => {
  it('shows the name, and takes it away again, for whoever has the link', async () => {
    await world.signAndConfirm();
    const { me } = await world.newestTokens();
    await change(me, 'name');
    expect(await shown()).toEqual(['Suzie Keen']);
    await change(me, 'initials');
    expect(await shown()).toEqual(['S. K.']);
    await change(me, 'counted');
    expect(await shown()).toEqual([]);
    expect((await world.mails()).map(({ kind }) => kind)).toEqual(['confirmation']);
  });

  it('changes nothing without the right link, for another address, or after its time', async () => {
    await world.signAndConfirm();
    const { me, confirm } = await world.newestTokens();
    await change(confirm, 'name');
    await change(me, 'name', 'other@example.org');
    world.clock.set('2027-02-24T12:00:00Z');
    await change(me, 'name');
    expect((await world.signatures())[0]).toMatchObject({ visibility: 'counted' });
    expect(await shown()).toEqual([]);
  });
});
