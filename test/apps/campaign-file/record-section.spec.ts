import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultyCampaignFile } from '../../../src/apps/campaign-file/campaign-file.errors.js';
import { ExportCampaignFile } from '../../../src/apps/campaign-file/export-campaign-file.js';
import { readCampaignFile } from '../../../src/apps/campaign-file/read-campaign-file.js';
import { OpenCampaign } from '../../../src/domain/campaigns/open-campaign.js';
import { packageRoot } from '../../../src/platform/config/package-root.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

const demo = readFileSync(join(packageRoot(), 'templates/campaigns/demo.yaml'), 'utf8');

/** What is wrong with the demo's file once something in it is another. */
function faultsOf(from: string | RegExp, to: string): string[] {
  const source = demo.replace(from, to);
  expect(source).not.toBe(demo);
  try {
    readCampaignFile(source);
  } catch (error) {
    if (error instanceof FaultyCampaignFile) return error.faults.map(({ path, reason }) => `${path} ${reason}`);
    throw error;
  }
  return [];
} // prettier-ignore

describe('endorsements and updates of a campaign file', () => {
  let world: CampaignsWorld;

  beforeAll(async () => {
    world = await CampaignsWorld.open();
    await world.import(demo);
    await world.get(OpenCampaign).run('operator', 'demo');
  });
  afterAll(() => world.close());

  it('are published, whole in every language', async () => {
    const record = (await world.public.find('demo'))!.document.record;
    expect(record.endorsements.map(({ key, standing }) => [key, standing])).toEqual([
      ['sailors-union', 'organisation'],
      ['former-librarian', 'expert'],
    ]);
    expect(record.endorsements[1]?.texts.fa?.name).toBe('دکتر میرا فابل');
    expect(record.updates.map(({ key, texts }) => [key, Object.keys(texts).sort()])).toEqual([
      ['evenings', ['ar', 'en', 'fa']],
    ]);
    expect(record).toMatchObject({ answers: [], letters: [], changes: [] });
  });

  it('come back out of an export, and change nothing when taken in again', async () => {
    const text = await world.get(ExportCampaignFile).run('operator', 'demo');
    const { endorsements, updates } = readCampaignFile(demo).file;
    expect(readCampaignFile(text).file).toMatchObject({ endorsements, updates });
    expect((await world.import(text)).outcome).toBe('unchanged');
  });

  it('change what is shown, and not the text that signatures support', async () => {
    const before = await world.public.find('demo');
    const changed = demo.replace('title: We read on the quay', 'title: We still read on the quay');
    expect(await world.import(changed)).toMatchObject({ outcome: 'changed', newText: false });
    const after = await world.public.find('demo');
    expect(after?.textVersion).toBe(before?.textVersion);
    expect(after?.etag).not.toBe(before?.etag);
    expect(after?.document.record.updates[0]?.texts.en?.title).toBe('We still read on the quay');
  });

  it('are refused with their place for a standing, a day, a language or a key that cannot be', () => {
    expect(faultsOf('standing: expert', 'standing: celebrity')).toEqual([
      'endorsements[1].standing is not one of: organisation, lawmaker, official, expert, religious_figure, public_figure',
    ]);
    expect(faultsOf('standing: expert\n    on: 2026-01-15', 'standing: expert\n    on: 2026-02-30')).toEqual([
      'endorsements[1].on is not a day (YYYY-MM-DD)',
    ]);
    expect(faultsOf(/\n {6}fa: \{ name: دکتر.*\n/, '\n')).toEqual(['endorsements[1].texts.fa is missing']);
    expect(faultsOf('key: former-librarian', 'key: sailors-union')).toEqual([
      'endorsements[1].key says sailors-union a second time',
    ]);
    expect(faultsOf('        title: We read on the quay\n', '')).toEqual(['updates[0].texts.en.title is missing']);
    expect(faultsOf('  - key: evenings\n', '  - key: evenings\n    mood: good\n')).toEqual([
      'updates[0].mood is not known here',
    ]);
  }); // prettier-ignore

  it('are none in the founding campaign: its statement names nobody and tells nothing later', () => {
    expect(readCampaignFile(ashraf).file).toMatchObject({ endorsements: [], updates: [] });
  });
});
