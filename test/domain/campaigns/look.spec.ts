import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ExportCampaignFile } from '../../../src/apps/campaign-file/export-campaign-file.js';
import { ExportPicture } from '../../../src/apps/campaign-file/export-picture.js';
import { ImportCampaignFile } from '../../../src/apps/campaign-file/import-campaign-file.js';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { CampaignStore } from '../../../src/domain/campaigns/campaign.store.js';
import { OpenCampaign } from '../../../src/domain/campaigns/open-campaign.js';
import { PublishedPictures } from '../../../src/domain/campaigns/published-pictures.js';
import { RemovePicture } from '../../../src/domain/campaigns/remove-picture.js';
import { SetAccent } from '../../../src/domain/campaigns/set-accent.js';
import { SetPicture } from '../../../src/domain/campaigns/set-picture.js';
import type { By } from '../../../src/domain/organizers/role.rules.js';
import { photograph } from '../../factories/photograph.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;
let photo: Buffer;

const alt = Object.fromEntries(
  ['en', 'fa', 'ar', 'fr', 'de', 'es'].map((locale) => [locale, `Tents, ${locale}`]),
);
const look = async () => (await world.public.find('ashraf'))?.document.face?.look;
const setPicture = (
  by: By,
  file: Buffer | null,
  words: { alt: Record<string, string> | null; credit?: string },
) => world.get(SetPicture).run(by, 'ashraf', file, words);
const stored = async () =>
  (await world.db.query<{ name: string }[]>('SELECT name FROM campaign_picture')).map(({ name }) => name);
const shown = async (name: string) => new PublishedPictures(world.webDatabase()).find(name);

beforeAll(async () => {
  world = await CampaignsWorld.open();
  await world.import(ashraf);
  photo = await (await photograph(500, 400)).jpeg().toBuffer();
}, 60_000);
afterAll(() => world.close());

describe('how a campaign looks', () => {
  it('is said by its owners alone, and is not there before somebody does', async () => {
    await world.get(OpenCampaign).run('operator', 'ashraf');
    expect(await look()).toEqual({});
    const owner = await world.organizer('Olga', 'ashraf', 'owner');
    const writer = await world.organizer('Wanda', 'ashraf', 'organizer');
    const stranger = await world.organizer('Sam');
    for (const [by, code] of [[writer, 'forbidden'], [stranger, 'not-found']] as const) {
      await expect(world.get(SetAccent).run(by, 'ashraf', '#0055aa')).rejects.toMatchObject({ code });
      await expect(setPicture(by, Buffer.from('GIF89a'), { alt })).rejects.toMatchObject({ code });
      await expect(world.get(RemovePicture).run(by, 'ashraf')).rejects.toMatchObject({ code });
    }
    await world.get(SetAccent).run(owner, 'ashraf', ' #0055AA');
    expect(await look()).toEqual({ accent: '#0055aa' });
    await expect(world.get(SetAccent).run(owner, 'ashraf', 'blue')).rejects.toMatchObject({ code: 'accent-refused' });
  }); // prettier-ignore

  it('has a picture that is described in every language or decorates', async () => {
    const unfinished = Object.fromEntries(Object.entries(alt).filter(([locale]) => locale !== 'es'));
    await expect(setPicture('operator', photo, { alt: unfinished })).rejects.toMatchObject({
      code: 'picture-undescribed',
      params: { locale: 'es' },
    });
    await expect(setPicture('operator', null, { alt })).rejects.toMatchObject({ code: 'picture-missing' });
    expect(await stored()).toEqual([]);
    await setPicture('operator', photo, { alt, credit: '© Anna' });
    const { picture, accent } = (await look())!;
    expect([accent, picture?.credit, picture?.alt]).toEqual(['#0055aa', '© Anna', alt]);
    expect(picture?.files.map(({ name }) => name).sort()).toEqual((await stored()).sort());
    await setPicture('operator', null, { alt: null });
    expect((await look())?.picture).toEqual({ alt: null, files: picture?.files });
  });

  it('is shown to the public as far as there are public pages, and gone once it was removed', async () => {
    const [name = ''] = await stored();
    const { type, body } = (await shown(name))!;
    expect([type, (await sharp(body).metadata()).width > 0]).toEqual([expect.stringMatching(/^image/), true]);
    await world.asOwner(`UPDATE published_campaign SET slug = slug || '-hidden'`);
    await world.asOwner(
      'CREATE TABLE aside AS SELECT * FROM published_campaign; DELETE FROM published_campaign',
    );
    expect(await shown(name)).toBeNull();
    await world.asOwner(`INSERT INTO published_campaign SELECT * FROM aside; DROP TABLE aside`);
    await world.asOwner(`UPDATE published_campaign SET slug = replace(slug, '-hidden', '')`);
    expect(await shown(name)).not.toBeNull();
    await world.get(RemovePicture).run('operator', 'ashraf');
    expect([await look(), await stored(), await shown(name)]).toEqual([{ accent: '#0055aa' }, [], null]);
  });

  it('comes with a file and the picture beside it, stays where a file is silent, and goes out the same way', async () => {
    const files = new Map([['pictures/a.jpg', photo], ['broken.jpg', photo.subarray(0, 900)]]);
    const take = (text: string) =>
      world.get(ImportCampaignFile).run('operator', text, (path) => Promise.resolve(files.get(path) ?? null));
    const section = (file: string, rest = '') =>
      `${ashraf}\nlook:\n  accent: '#AA3300'\n  picture:\n    file: ${file}\n    alt: ${JSON.stringify(alt)}\n${rest}`;
    expect(await take(section('pictures/a.jpg'))).toMatchObject({ outcome: 'changed' });
    expect(await take(section('pictures/a.jpg'))).toMatchObject({ outcome: 'unchanged' });
    const taken = await look();
    expect([taken?.accent, taken?.picture?.files.length]).toEqual(['#aa3300', 5]);
    await take(ashraf);
    expect(await look()).toEqual(taken);
    const text = await world.get(ExportCampaignFile).run('operator', 'ashraf', 'ashraf.jpg');
    expect(text).toContain('file: ashraf.jpg');
    const exported = await world.get(ExportPicture).run('operator', 'ashraf');
    expect(await sharp(exported!).metadata()).toMatchObject({ format: 'jpeg', width: 480 });
    await take(`${ashraf}\nlook: { accent: none }`);
    expect(await look()).toEqual({ picture: taken?.picture });
    for (const [file, reason] of [
      ['none.jpg', /look\.picture\.file cannot be read/],
      ['broken.jpg', /look\.picture\.file cannot be shown: the picture is broken/],
      ['../a.jpg', /is not the path of a file beside this one/],
      ['/etc/a.jpg', /is not the path of a file beside this one/],
    ] as const) {
      await expect(take(section(file))).rejects.toThrow(reason);
    }
    await expect(take(section('a.jpg', '    decorative: true\n'))).rejects.toThrow(/and not both/);
    await expect(take(`${ashraf}\nlook:\n  accent: #16544d\n`)).rejects.toThrow(/look\.accent is not a colour like/);
    await expect(take(section('a.jpg').replace('"es":', '"it":'))).rejects.toThrow(/look\.picture\.alt\.es is missing/);
  }, 60_000); // prettier-ignore

  it('is in the audit log, change by change', async () => {
    const { id } = await world.get(CampaignStore).getBySlug(world.db.manager, 'ashraf');
    const acts = await world.get(AuditStore).listAbout(world.db.manager, { kind: 'campaign', id });
    const own = acts.map(({ act }) => act).filter((act) => /accent|picture/.test(act));
    expect(own.reverse()).toEqual([
      'campaigns.accent-set',
      'campaigns.picture-set',
      'campaigns.picture-described',
      'campaigns.picture-removed',
    ]);
  });
});
