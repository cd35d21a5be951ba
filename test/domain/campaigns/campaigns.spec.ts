import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { CampaignStore } from '../../../src/domain/campaigns/campaign.store.js';
import { CloseCampaign } from '../../../src/domain/campaigns/close-campaign.js';
import { DemandStore } from '../../../src/domain/campaigns/demand.store.js';
import { ListCampaigns } from '../../../src/domain/campaigns/list-campaigns.js';
import { OpenCampaign } from '../../../src/domain/campaigns/open-campaign.js';
import { PauseCampaign } from '../../../src/domain/campaigns/pause-campaign.js';
import { SetDemandStatus } from '../../../src/domain/campaigns/set-demand-status.js';
import { ScopeKeys } from '../../../src/domain/keys/scope-keys.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;
const campaign = () => world.get(CampaignStore).getBySlug(world.db.manager, 'ashraf');
const day = (text: string) => text as CalendarDate;

beforeAll(async () => {
  world = await CampaignsWorld.open();
  await world.import(ashraf);
});
afterAll(() => world.close());

describe('a campaign', () => {
  it('is a draft after its import: no page, no list', async () => {
    expect((await campaign()).state).toBe('draft');
    expect(await world.public.find('ashraf')).toBeNull();
    expect(await world.public.catalogue()).toEqual([]);
  });

  it('does not open when its keys cannot be made, and then nothing has changed', async () => {
    const { id } = await campaign();
    const keys = world.get(ScopeKeys);
    await world.db.transaction(async (tx) => {
      await keys.create(tx, id);
      await keys.destroy(tx, id);
    });
    await expect(world.get(OpenCampaign).run('operator', 'ashraf')).rejects.toMatchObject({
      code: 'keys.none',
    });
    expect((await campaign()).state).toBe('draft');
    expect(await world.public.find('ashraf')).toBeNull();
    await world.asOwner('DELETE FROM scope_key');
  });

  it('opens with keys, is published, and that is the operator’s act', async () => {
    await world.get(OpenCampaign).run('operator', 'ashraf');
    const { id } = await campaign();
    expect((await world.get(ScopeKeys).ring(id)).publicKey).toHaveLength(32);
    expect(await world.public.find('ashraf')).toMatchObject({ id, state: 'open', goal: null });
    expect(await world.public.catalogue()).toMatchObject([
      { slug: 'ashraf', state: 'open', texts: { fa: { title: expect.any(String) } } },
    ]);
    const [act] = await world.get(AuditStore).listAbout(world.db.manager, { kind: 'campaign', id });
    expect(act).toMatchObject({
      actor: 'operator',
      act: 'campaigns.opened',
      detail: { from: 'draft', to: 'open' },
    });
  });

  it('is paused, opened again and closed for good', async () => {
    const before = await world.public.find('ashraf');
    await world.get(PauseCampaign).run('operator', 'ashraf');
    const paused = await world.public.find('ashraf');
    expect(paused?.state).toBe('paused');
    expect(paused?.etag).not.toBe(before?.etag);
    await expect(world.get(PauseCampaign).run('operator', 'ashraf')).rejects.toMatchObject({
      kind: 'conflict',
    });
    await world.get(OpenCampaign).run('operator', 'ashraf');
    expect((await world.public.find('ashraf'))?.etag).toBe(before?.etag);
  });

  it('is published without a seat, an address or an id of anything but itself', async () => {
    const published = await world.public.find('ashraf');
    const text = JSON.stringify(published?.document);
    expect(text).not.toMatch(/@|\.example|seat|salutation|disclosure/i);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    const fa = published?.document.texts.fa;
    expect(fa?.bodies.filter(({ adverse }) => adverse).map(({ key }) => key)).toEqual(['iraq-government']);
    expect(fa?.timeline.map(({ when }) => Object.keys(when)[0])).toContain('undated');
    expect(fa?.anniversaries).toEqual([
      {
        key: 'attack-on-camp-ashraf',
        day: '2013-09-01',
        leapRule: 'feb-28',
        time: '09:00',
        zone: 'Asia/Baghdad',
      },
    ]);
    expect(fa?.demands[0]).toMatchObject({
      statusAsOf: '2015-09-01',
      openSince: '2013-09-01',
      statusSource: 'بیانیهٔ کارزار، ۱ سپتامبر ۲۰۱۵',
      addressees: ['iraq-government', 'un-secretary-general', 'un-ohchr', 'us-government'],
    });
  });

  it('cannot be read behind its projection by the public web process', async () => {
    const web = world.webDatabase();
    for (const table of [
      'campaign',
      'campaign_version',
      'demand',
      'demand_status_change',
      'campaign_body',
      'body',
      'seat',
      'organizer',
      'session',
      'sign_in_link',
      'membership',
      'audit_entry',
    ]) {
      await expect(web.query(`SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(web.query('DELETE FROM published_campaign')).rejects.toThrow('permission denied');
  });

  it('keeps what it once said: a version cannot be changed', async () => {
    await expect(world.db.query(`UPDATE campaign_version SET content = '{}'`)).rejects.toThrow(
      'permission denied',
    );
    await expect(world.db.query('UPDATE demand_status_change SET note = null')).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('who may', () => {
  it('is decided by the role in the campaign; to a stranger it does not exist', async () => {
    const stranger = await world.organizer('Stranger');
    const viewer = await world.organizer('Viewer', 'ashraf', 'viewer');
    const organizer = await world.organizer('Organizer', 'ashraf', 'organizer');
    const renew = (by: typeof viewer) =>
      world
        .get(SetDemandStatus)
        .run(by, { slug: 'ashraf', demand: 'rights' }, { status: 'unmet', asOf: day('2026-11-01') });
    await expect(renew(stranger)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(renew(viewer)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(renew(organizer)).resolves.toMatchObject({ statusAsOf: '2026-11-01' });
    await expect(world.get(CloseCampaign).run(organizer, 'ashraf')).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(await world.get(ListCampaigns).run(stranger)).toEqual([]);
    expect(await world.get(ListCampaigns).run(viewer)).toHaveLength(1);
  });
});

describe('a demand', () => {
  const at = { slug: 'ashraf', demand: 'hostages' };

  it('keeps every status it had, with its day, source and who set it', async () => {
    const by = await world.organizer('Owner', 'ashraf', 'owner');
    const set = world.get(SetDemandStatus);
    await set.run(by, at, {
      status: 'partly_met',
      asOf: day('2026-10-01'),
      source: { en: 'A source' },
      note: 'checked',
    });
    world.clock.advance(1000);
    await set.run(by, at, { status: 'refused', asOf: day('2026-10-02') });
    const { id } = await campaign();
    const demands = world.get(DemandStore);
    const demand = await demands.findByKey(world.db.manager, id, 'hostages');
    const history = await demands.history(world.db.manager, demand!.id);
    expect(history.map(({ status, asOf, setBy, fromFile }) => [status, asOf, setBy, fromFile])).toEqual([
      ['unmet', '2015-09-01', 'operator', true],
      ['partly_met', '2026-10-01', by.id, false],
      ['refused', '2026-10-02', by.id, false],
    ]);
    expect(history[1]).toMatchObject({ source: { en: 'A source' }, note: 'checked' });
    const published = (await world.public.find('ashraf'))?.document.texts.en?.demands;
    expect(published?.find(({ key }) => key === 'hostages')).toMatchObject({
      status: 'refused',
      statusAsOf: '2026-10-02',
    });
    expect(JSON.stringify(published)).not.toContain('checked');
  });

  it('goes only where its diagram goes', async () => {
    const jump = world.get(SetDemandStatus).run('operator', at, { status: 'met', asOf: day('2026-10-03') });
    await expect(jump).rejects.toMatchObject({ kind: 'conflict', params: { from: 'refused', to: 'met' } });
  });

  it('takes no status from before the one it has, nor from days to come', async () => {
    const set = world.get(SetDemandStatus);
    for (const asOf of ['2026-10-01', '2026-11-26', '2030-01-01']) {
      await expect(set.run('operator', at, { status: 'unmet', asOf: day(asOf) })).rejects.toMatchObject({
        code: 'status-day-refused',
      });
    }
  });
});

describe('a closed campaign', () => {
  it('stays public, takes no step back, and stands apart in the list', async () => {
    await world.get(CloseCampaign).run('operator', 'ashraf');
    expect((await world.public.find('ashraf'))?.state).toBe('closed');
    expect((await world.public.catalogue()).map(({ state }) => state)).toEqual(['closed']);
    await expect(world.get(OpenCampaign).run('operator', 'ashraf')).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});
