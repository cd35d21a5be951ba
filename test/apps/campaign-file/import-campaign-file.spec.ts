import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportCampaignFile } from '../../../src/apps/campaign-file/export-campaign-file.js';
import { ImportCampaignFile } from '../../../src/apps/campaign-file/import-campaign-file.js';
import { LoadFoundingCampaign } from '../../../src/apps/campaign-file/load-founding-campaign.js';
import { readCampaignFile } from '../../../src/apps/campaign-file/read-campaign-file.js';
import { VerifyAudit } from '../../../src/domain/audit/verify-audit.js';
import { EnterSeatAddress } from '../../../src/domain/bodies/enter-seat-address.js';
import { SetDemandStatus } from '../../../src/domain/campaigns/set-demand-status.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { locales } from '../../../src/platform/i18n/locale.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;

beforeAll(async () => {
  world = await CampaignsWorld.open();
});
afterAll(() => world.close());

const everything = () =>
  world.db.query<{ rows: unknown }[]>(`SELECT json_build_array(
    (SELECT json_agg(t ORDER BY id) FROM campaign t), (SELECT json_agg(t ORDER BY id) FROM campaign_version t),
    (SELECT json_agg(t ORDER BY id) FROM demand t), (SELECT json_agg(t ORDER BY id) FROM demand_status_change t),
    (SELECT json_agg(t ORDER BY id) FROM incident t), (SELECT json_agg(t ORDER BY id) FROM seat t),
    (SELECT json_agg(t ORDER BY id) FROM letter_version t), (SELECT json_agg(t ORDER BY id) FROM anniversary t),
    (SELECT json_agg(t ORDER BY id) FROM published_campaign t), (SELECT count(*) FROM audit_entry)) AS rows`);

describe('the founding campaign', () => {
  it('is loaded and opened once, by several starts at the same moment', async () => {
    const loads = await Promise.allSettled([1, 2, 3].map(() => world.get(LoadFoundingCampaign).run()));
    expect(loads.some((load) => load.status === 'fulfilled' && load.value !== null)).toBe(true);
    expect(await world.get(LoadFoundingCampaign).run()).toBeNull();
    const campaign = await world.public.find('ashraf');
    expect(campaign).toMatchObject({ state: 'open', locales, defaultLocale: 'en' });
    expect(await world.db.query('SELECT slug FROM campaign')).toHaveLength(1);
    expect(await world.get(VerifyAudit).run()).toMatchObject({ broken: null });
  });
});

describe('importing a campaign file', () => {
  it('changes nothing the second time, and says so', async () => {
    await world.import(ashraf);
    const before = await everything();
    const again = await world.import(ashraf);
    expect(again).toMatchObject({ outcome: 'unchanged', newText: false, newLetterVersions: [] });
    const commented = `# a comment\n${ashraf}`;
    expect(await world.import(commented)).toMatchObject({ outcome: 'unchanged' });
    expect(await everything()).toEqual(before);
  });

  it('takes what the form asks without a new text version, and exports it again', async () => {
    const asking = `${ashraf}\nform: { postcode: optional, role: required }\nsafety: { quickExit: true }\n`;
    expect(await world.import(asking)).toMatchObject({ outcome: 'changed', newText: false });
    const face = {
      form: { country: 'optional', comment: 'optional', postcode: 'optional', role: 'required' },
      safety: { quickExit: true },
    };
    expect((await world.public.find('ashraf'))?.document.face).toMatchObject(face);
    const exported = await world.get(ExportCampaignFile).run('operator', 'ashraf');
    expect(readCampaignFile(exported).file).toMatchObject(face);
    await world.import(ashraf);
    expect((await world.public.find('ashraf'))?.document.face?.form?.role).toBe('off');
  });

  it('makes a new text version of a changed text, and keeps the one that was signed', async () => {
    const before = await world.public.find('ashraf');
    const changed = ashraf.replace('no rites were observed.', 'no rites were held.');
    expect(await world.import(changed)).toMatchObject({ outcome: 'changed', newText: true });
    const after = await world.public.find('ashraf');
    expect(after?.textVersion).not.toBe(before?.textVersion);
    expect(after?.etag).not.toBe(before?.etag);
    expect(JSON.stringify(after?.document)).toContain('no rites were held.');
    const kept = await world.db.query<object[]>('SELECT 1 FROM campaign_version WHERE sha256 = $1', [
      before?.textVersion,
    ]);
    expect(kept).toHaveLength(1);
    expect(await world.import(ashraf)).toMatchObject({ outcome: 'changed', newText: true });
    expect((await world.public.find('ashraf'))?.textVersion).toBe(before?.textVersion);
  });

  it('makes a new version of the one letter that changed', async () => {
    const changed = ashraf.replace('On this day we ask for an answer', 'Today we ask for an answer');
    expect(await world.import(changed)).toMatchObject({
      outcome: 'changed',
      newText: false,
      newLetterVersions: ['anniversary-to-bodies'],
    });
    await world.import(ashraf);
  });

  it('never overwrites a status or an address that organizers gave since', async () => {
    await world
      .get(SetDemandStatus)
      .run(
        'operator',
        { slug: 'ashraf', demand: 'hostages' },
        { status: 'partly_met', asOf: '2026-10-01' as CalendarDate },
      );
    await world
      .get(EnterSeatAddress)
      .run('operator', { bodyKey: 'unhcr', seatKey: 'high-commissioner' }, 'real@unhcr.test');
    const outcome = await world.import(ashraf.replace('Before and after', 'Before and since'));
    expect(outcome).toMatchObject({ outcome: 'changed', keptStatuses: ['hostages'] });
    const texts = (await world.public.find('ashraf'))?.document.texts.en;
    expect(texts?.demands.find(({ key }) => key === 'hostages')).toMatchObject({
      status: 'partly_met',
      statusAsOf: '2026-10-01',
    });
    expect(await world.db.query(`SELECT 1 FROM seat WHERE email = 'real@unhcr.test'`)).toHaveLength(1);
  });

  it('cannot turn an adverse body into a friendly one, nor raise what a body is told', async () => {
    await world.import(
      ashraf.replace('adverse: true\n    disclosure: totals', 'adverse: false\n    disclosure: names'),
    );
    const [standing] = await world.db.query<{ adverse: boolean; disclosure: string }[]>(
      `SELECT adverse, disclosure FROM campaign_body JOIN body ON body.id = body_id WHERE key = 'iraq-government'`,
    );
    expect(standing).toEqual({ adverse: true, disclosure: 'totals' });
  });

  it('leaves nothing behind when a part of it fails', async () => {
    const before = await everything();
    const stranger = await world.organizer('Stranger');
    const run = world.get(ImportCampaignFile).run(stranger, ashraf.replace('slug: ashraf', 'slug: other'));
    await expect(run).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      world.get(ImportCampaignFile).run(stranger, ashraf.replace('Before and after', 'Before, after')),
    ).rejects.toMatchObject({ kind: 'not-found' });
    const after = await everything();
    expect(JSON.stringify(after).length - JSON.stringify(before).length).toBeLessThanOrEqual(1);
  });
});

describe('exporting a campaign', () => {
  it('writes a file that says the same', async () => {
    const fresh = await CampaignsWorld.open();
    try {
      await fresh.import(ashraf);
      const exported = await fresh.get(ExportCampaignFile).run('operator', 'ashraf');
      expect(readCampaignFile(exported).sha256).toBe(readCampaignFile(ashraf).sha256);
      expect(await fresh.import(exported)).toMatchObject({ outcome: 'unchanged' });
    } finally {
      await fresh.close();
    }
  });
});
