import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportCampaignFile } from '../../../src/apps/campaign-file/export-campaign-file.js';
import { AuditStore } from '../../../src/domain/audit/audit.store.js';
import { CampaignStore } from '../../../src/domain/campaigns/campaign.store.js';
import { readOrigin } from '../../../src/domain/campaigns/embed-origins.js';
import { OpenCampaign } from '../../../src/domain/campaigns/open-campaign.js';
import { SetEmbedOrigins } from '../../../src/domain/campaigns/set-embed-origins.js';
import { ashraf, CampaignsWorld } from '../../worlds/campaigns.world.js';

let world: CampaignsWorld;

beforeAll(async () => {
  world = await CampaignsWorld.open();
  await world.import(ashraf);
  await world.get(OpenCampaign).run('operator', 'ashraf');
});
afterAll(() => world.close());

const published = async () => (await world.public.find('ashraf'))?.embedOrigins;
const set = (by: Parameters<SetEmbedOrigins['run']>[0], ...origins: string[]) =>
  world.get(SetEmbedOrigins).run(by, 'ashraf', () => origins);

describe('an origin', () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    [' https://Example.org:443/ ', 'https://example.org'],
    ['https://example.org:8443', 'https://example.org:8443'],
    ['https://مثال.example', 'https://xn--mgbh0fb.example'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is known as %s', (text, origin) => {
    expect(readOrigin(text)).toBe(origin);
  });

  it.each([
    'http://example.org', 'http://127.example.org', 'https://*.example.org', 'https://*', '*', 'https:', 'null', 'example.org',
    'https://example.org/path', 'https://example.org/?', 'https://example.org#', 'https://me@example.org', "https://a';script-src",
    'https://a;b', 'https://a,b', 'data:text/html,x', 'file:///etc', 'https://exa mple.org', "'self'", '',
  ])('is none: %s', (text) => {
    expect(readOrigin(text)).toBeNull();
  }); // prettier-ignore
});

describe('the origins whose pages may show the form', () => {
  it('are none until an owner says so', async () => {
    expect(await published()).toEqual([]);
    const owner = await world.organizer('Olga', 'ashraf', 'owner');
    const writer = await world.organizer('Wanda', 'ashraf', 'organizer');
    const stranger = await world.organizer('Sam');
    await expect(set(writer, 'https://example.org')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(set(stranger, 'https://example.org')).rejects.toMatchObject({ code: 'not-found' });
    await set(owner, 'https://example.org/', 'https://EXAMPLE.org', 'http://localhost:8080');
    expect(await published()).toEqual(['https://example.org', 'http://localhost:8080']);
  });

  it('change nothing where one is refused, or there are too many', async () => {
    const before = await published();
    await expect(set('operator', 'https://other.example', 'http://example.org')).rejects.toMatchObject({
      code: 'embed-origin-refused',
    });
    const many = Array.from({ length: 51 }, (_, n) => `https://site${String(n)}.example`);
    await expect(set('operator', ...many)).rejects.toMatchObject({ code: 'too-many-embed-origins' });
    expect(await published()).toEqual(before);
  });

  it('are in the audit log with what was before, once for each change', async () => {
    await set('operator', 'https://example.org');
    await set('operator', 'https://example.org');
    const { id } = await world.get(CampaignStore).getBySlug(world.db.manager, 'ashraf');
    const acts = await world.get(AuditStore).listAbout(world.db.manager, { kind: 'campaign', id });
    const own = acts.filter(({ act }) => act === 'campaigns.embed-origins-set');
    expect(own.map(({ detail }) => detail).reverse()).toEqual([
      { slug: 'ashraf', from: [], to: ['https://example.org', 'http://localhost:8080'] },
      {
        slug: 'ashraf',
        from: ['https://example.org', 'http://localhost:8080'],
        to: ['https://example.org'],
      },
    ]);
  });

  it('come from a file that names them, and stay where a file does not', async () => {
    await world.import(ashraf.replace(/^statementDate: .*$/m, (line) => `${line} # read again`));
    expect(await published()).toEqual(['https://example.org']);
    const named = `${ashraf}\nembed:\n  origins:\n    - https://Partner.example/\n`;
    await world.import(named);
    expect(await published()).toEqual(['https://partner.example']);
    const file = await world.get(ExportCampaignFile).run('operator', 'ashraf');
    expect(file).toContain('embed:\n  origins:\n    - https://partner.example\n');
    await expect(world.import(named.replace('https://Partner', 'http://Partner'))).rejects.toThrow(
      /is not an origin/,
    );
  });
});
