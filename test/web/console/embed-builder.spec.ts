import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CampaignStore } from '../../../src/domain/campaigns/campaign.store.js';
import type { Organizer } from '../../../src/domain/organizers/role.rules.js';
import { ConsoleWorld } from '../../worlds/console.world.js';
import type { LettersWorld } from '../../worlds/letters.world.js';

let desk: ConsoleWorld;
let world: LettersWorld;
let slug: string;
let owner: Organizer;

const post = (...call: Parameters<ConsoleWorld['post']>) => desk.post(...call);
const as = (organizer: Organizer) => desk.as(organizer);
const see = (path: string, organizer: Organizer) => desk.see(path, organizer);
const campaign = () => world.get(CampaignStore).getBySlug(world.db.manager, slug);
const path = () => `/console/campaigns/${slug}/embed`;
const printed = (body: string) =>
  [...body.matchAll(/<pre[^>]*><code>([^<]*)<\/code>/g)].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );

beforeAll(async () => {
  desk = await ConsoleWorld.up();
  world = desk.letters;
  slug = (await world.get(CampaignStore).get(world.db.manager, world.campaignId)).slug;
  owner = await desk.owner('Olga');
}, 60_000);

afterAll(() => desk.close());

describe('the builder of the form for partners', () => {
  it('prints the snippet and the policy that were chosen, and shows the form without any right', async () => {
    const { body, headers } = await see(`${path()}?lang=fa&theme=dark&height=900`, owner);
    const [html = '', policy] = printed(body);
    expect(html).toContain(`src="http://localhost:3000/fa/embed/${slug}?theme=dark"`);
    expect(html).toContain('height="900"');
    expect(html).toContain(`/fa/c/${slug}" lang="fa" dir="rtl"`);
    expect(html).toContain('<script src="http://localhost:3000/embed.js" async');
    expect(html).not.toMatch(/style=|\son\w+=/);
    expect(policy).toBe('script-src http://localhost:3000\nframe-src http://localhost:3000');
    expect(body).toMatch(/<iframe[^>]*src="\/fa\/embed\/[\w-]+\/preview\?theme=dark"[^>]*sandbox/);
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
    expect((await see('/console', owner)).body).toContain(`href="${path()}"`);
  });

  it('takes no nonsense from its address', async () => {
    const { statusCode, body } = await see(`${path()}?lang=xx&theme=%22%3E&height=-5`, owner);
    expect(statusCode).toBe(200);
    expect(printed(body)[0]).toContain(`height="1800"`);
    expect(printed(body)[0]).not.toContain('theme=');
  });

  it('lists origins as an owner says, and tells what is wrong with one without losing the others', async () => {
    const form = { origins: 'https://partner.example/\n\nhttps://Other.example:8443' };
    expect((await post(path(), await as(owner), form)).statusCode).toBe(303);
    expect((await campaign()).embedOrigins).toEqual([
      'https://partner.example',
      'https://other.example:8443',
    ]);
    const wrong = { origins: 'https://partner.example\nhttp://plain.example' };
    const refused = await post(path(), await as(owner), wrong);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('“http://plain.example” is not an origin');
    expect(refused.body).toContain('https://partner.example\nhttp://plain.example</textarea>');
    expect((await campaign()).embedOrigins).toHaveLength(2);
    expect((await post(path(), await as(owner), { origins: '' })).statusCode).toBe(303);
    expect((await campaign()).embedOrigins).toEqual([]);
  });

  it('is seen by every role, changed by owners alone, and does not exist for anybody else', async () => {
    const seen = await see(path(), world.vera);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toContain('name="origins"');
    const form = { origins: 'https://partner.example' };
    expect((await post(path(), await as(world.omid), form)).statusCode).toBe(403);
    expect((await post(path(), await as(owner), form, 'cross-site')).statusCode).toBe(403);
    expect((await see('/console/campaigns/no-such/embed', owner)).statusCode).toBe(404);
    expect((await campaign()).embedOrigins).toEqual([]);
  });
});
