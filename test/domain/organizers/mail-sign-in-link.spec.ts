import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SlotSources } from '../../../src/domain/dispatch/slot-sources.js';
import { INSTANCE_SCOPE } from '../../../src/domain/keys/instance-scope.js';
import { IssueSignInLink } from '../../../src/domain/organizers/issue-sign-in-link.js';
import { MailSignInLink } from '../../../src/domain/organizers/mail-sign-in-link.js';
import { SignIn } from '../../../src/domain/organizers/sign-in.js';
import { CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;
const messages = () =>
  world.db.query<{ id: string; ref: string; issue: number; locale: string; kind: string }[]>(
    'SELECT m.id, m.ref, m.issue, m.locale, b.kind FROM message m JOIN batch b ON b.id = m.batch_id ORDER BY m.id',
  );

beforeAll(async () => {
  world = await CampaignsWorld.open();
  await world.organizer('Samira');
});
afterAll(() => world.close());

describe('a sign-in link by mail', () => {
  it('is one urgent message, whose link signs in once', async () => {
    await world.get(MailSignInLink).run('SAMIRA@example.org');
    const [message, ...others] = await messages();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ kind: 'sign-in', locale: 'en' });
    const slots = await world.get(SlotSources).fill('sign-in', [{ ...message!, scope: INSTANCE_SCOPE }]);
    const url = slots.get(message!.id)?.sign_in_url ?? '';
    expect(url).toMatch(/^http:\/\/localhost:3000\/console\/sign-in\/[A-Za-z0-9_-]{43}$/);
    const token = url.split('/').at(-1)!;
    expect((await world.get(SignIn).run(token)).organizer.email).toBe('samira@example.org');
    await expect(world.get(SignIn).run(token)).rejects.toMatchObject({ code: 'sign-in-link-invalid' });
  });

  it('goes to nobody who is no organizer, and nobody learns it', async () => {
    const before = await messages();
    await world.get(MailSignInLink).run('stranger@example.org');
    await world.get(MailSignInLink).run('no address');
    expect(await messages()).toEqual(before);
  });

  it('is not made a fourth time while three are unused, nor when many ask at once', async () => {
    const before = (await messages()).length;
    await Promise.all(Array.from({ length: 8 }, () => world.get(MailSignInLink).run('samira@example.org')));
    expect((await messages()).length - before).toBe(3);
    world.clock.advance(15 * 60_000);
    await world.get(MailSignInLink).run('samira@example.org');
    expect((await messages()).length - before).toBe(4);
  });

  it('leaves no address and no token in clear in the database', async () => {
    const dump = JSON.stringify(await world.db.query('SELECT * FROM message'));
    expect(dump).not.toContain('samira');
    expect(await world.get(IssueSignInLink).run('operator', 'samira@example.org')).toContain(
      '/console/sign-in/',
    );
  });
});
