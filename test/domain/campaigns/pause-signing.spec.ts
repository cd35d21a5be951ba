import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { OpenCampaign } from '../../../src/domain/campaigns/open-campaign.js';
import { PauseSigning } from '../../../src/domain/campaigns/pause-signing.js';
import { ResumeSigning } from '../../../src/domain/campaigns/resume-signing.js';
import { SigningPauseStore } from '../../../src/domain/campaigns/signing-pause.store.js';
import { signingOf } from '../../../src/domain/campaigns/signing.rules.js';
import type { WebDatabase } from '../../../src/platform/database/web-database.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;
let web: WebDatabase;

beforeAll(async () => {
  world = await CampaignsWorld.open();
  web = world.webDatabase();
  await world.import(ashraf);
  await world.get(OpenCampaign).run('operator', 'ashraf');
});
afterAll(() => world.close());

const pause = () => world.get(SigningPauseStore).find(world.db.manager);

const signing = async () => {
  const campaign = await world.public.find('ashraf');
  return campaign && signingOf(campaign);
};

describe('the signing of the whole instance', () => {
  it('is paused and resumed by an administrator, and by no owner of a campaign', async () => {
    const owner = await world.organizer('Olga', 'ashraf', 'owner');
    const administrator = { ...(await world.organizer('Ada')), administrator: true };
    await expect(world.get(PauseSigning).run(owner, 'no')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await signing()).toBe('open');
    await world.get(PauseSigning).run(administrator, 'The mail server is down.');
    expect(await signing()).toBe('resting');
    expect(await pause()).toEqual({
      since: world.clock.now(),
      reason: 'The mail server is down.',
      pausedBy: administrator.id,
    });
    await expect(world.get(ResumeSigning).run(owner)).rejects.toMatchObject({ code: 'forbidden' });
    await world.get(ResumeSigning).run(administrator);
    expect([await signing(), await pause()]).toEqual(['open', null]);
  });

  it('is paused once and resumed once; what comes again is refused and changes nothing', async () => {
    await world.get(PauseSigning).run('operator', 'first');
    await expect(world.get(PauseSigning).run('operator', 'second')).rejects.toMatchObject({
      code: 'signing-paused-already',
    });
    expect(await pause()).toMatchObject({ reason: 'first', pausedBy: 'operator' });
    await world.get(ResumeSigning).run('operator');
    await expect(world.get(ResumeSigning).run('operator')).rejects.toMatchObject({
      code: 'signing-not-paused',
    });
  });

  it('is in the audit log with its reason', async () => {
    const about = { kind: 'instance', id: 'signing' };
    const acts = await world.get(AuditStore).listAbout(world.db.manager, about);
    expect(acts.reverse().map(({ act, detail }) => [act, detail])).toEqual([
      ['campaigns.signing-paused', { reason: 'The mail server is down.' }],
      ['campaigns.signing-resumed', {}],
      ['campaigns.signing-paused', { reason: 'first' }],
      ['campaigns.signing-resumed', {}],
    ]);
  });

  it('is seen by the public process, whose role learns neither why nor by whom', async () => {
    await world.get(PauseSigning).run('operator', 'secret');
    expect(await web.query('SELECT * FROM published_signing')).toEqual([{ rests: true }]);
    await expect(web.query('SELECT reason FROM signing_pause')).rejects.toThrow('permission denied');
    await world.get(ResumeSigning).run('operator');
  });
});
