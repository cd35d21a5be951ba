import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CampaignStore } from '../../../src/domain/campaigns/campaign.store.js';
import type { Organizer } from '../../../src/domain/organizers/role.rules.js';
import { photograph } from '../../factories/photograph.js';
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

beforeAll(async () => {
  desk = await ConsoleWorld.up();
  world = desk.letters;
  slug = (await world.get(CampaignStore).get(world.db.manager, world.campaignId)).slug;
  owner = await desk.owner('Olga');
}, 60_000);

afterAll(() => desk.close());

describe('the page of a campaign’s colour and picture', () => {
  const look = () => `/console/campaigns/${slug}/look`;
  const face = async () => (await campaign()).face.look ?? {};
  let photo: Buffer;

  beforeAll(async () => {
    photo = await (await photograph(520, 400)).jpeg().toBuffer();
  });

  const send = async (organizer: Organizer, file: Buffer | null, fields: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('picture', new Blob(file ? [new Uint8Array(file)] : []), file ? '../../evil"name.svg' : '');
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const { headers, body } = new Response(form);
    const payload = Buffer.from(await new Response(body).arrayBuffer());
    return desk.app.inject({
      method: 'POST',
      url: `${look()}/picture`,
      headers: { cookie: await as(organizer), 'sec-fetch-site': 'same-origin', 'content-type': headers.get('content-type')! },
      payload,
    }); // prettier-ignore
  };
  const words = async () =>
    Object.fromEntries((await campaign()).locales.map((locale) => [`alt-${locale}`, `Tents (${locale})`]));

  it('takes a colour, says what became of it, and gives back what is none', async () => {
    expect((await post(`${look()}/colour`, await as(owner), { accent: '#ffdd00' })).statusCode).toBe(303);
    expect(await face()).toEqual({ accent: '#ffdd00' });
    const { body } = await see(look(), owner);
    expect(body).toContain('#7d6b00\u2069, made darker');
    expect(body).toContain('#ffdd00\u2069, as it is');
    expect(body).not.toMatch(/style=/);
    const refused = await post(`${look()}/colour`, await as(owner), { accent: 'blue"><b>' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('is not a colour');
    expect(refused.body).toContain('value="blue&quot;>&lt;b>"');
  });

  it('takes a picture with what it shows, and shows it before anybody else sees it', async () => {
    expect((await send(owner, photo, await words())).statusCode).toBe(303);
    const { picture } = await face();
    const { body } = await see(look(), owner);
    const [, path = ''] = /<img src="([^"]*)"/.exec(body) ?? [];
    const shown = await see(path, world.vera);
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect((await desk.app.inject({ url: path })).statusCode).toBe(401);
    expect(picture?.files.map(({ name }) => path.endsWith(name)).filter(Boolean)).toHaveLength(1);
    expect((await send(owner, null, { decorative: 'yes', credit: '© Anna' })).statusCode).toBe(303);
    expect((await face()).picture).toMatchObject({ alt: null, credit: '© Anna', files: picture?.files });
    expect((await see(`/console/campaigns/${slug}/embed?theme=dark&picture=1`, owner)).body).toContain('&amp;picture=1');
  }); // prettier-ignore

  it('replaces and takes away only with a word that it may', async () => {
    const before = await face();
    expect((await send(owner, photo, await words())).body).toContain('Please tick that the picture may go');
    expect((await post(`${look()}/remove`, await as(owner), {})).statusCode).toBe(422);
    expect(await face()).toEqual(before);
    expect((await send(owner, photo, { ...(await words()), sure: 'yes' })).statusCode).toBe(303);
    expect((await post(`${look()}/remove`, await as(owner), { sure: 'yes' })).statusCode).toBe(303);
    expect(await face()).toEqual({ accent: '#ffdd00' });
    expect(await world.db.query('SELECT 1 FROM campaign_picture')).toEqual([]);
  });

  it('refuses what is no picture in one sentence, and keeps what was typed', async () => {
    const heavy = Buffer.concat([photo, Buffer.alloc(8 * 1024 * 1024)]);
    for (const [file, sentence] of [
      [Buffer.from('<svg onload="x"/>'), 'An SVG is a program as well as a picture.'],
      [photo.subarray(0, 2000), 'The picture is broken or was only partly saved.'],
      [heavy, 'A picture has at most 8 MB.'],
      [null, 'Please choose a picture.'],
    ] as const) {
      const answer = await send(owner, file, await words());
      expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([422, true]);
      if (file !== heavy) expect(answer.body).toContain('value="Tents (en)"');
    }
    const silent = await send(owner, photo, { 'alt-en': 'Tents' });
    expect(silent.body).toContain('It is not said in every language what the picture shows.');
    const broken = { cookie: await as(owner), 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data' };
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const headers = { ...broken, 'content-type': type };
      const payload = '--x\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\nunended';
      expect((await desk.app.inject({ method: 'POST', url: `${look()}/picture`, headers, payload })).statusCode).toBe(422);
    }
    expect(await face()).toEqual({ accent: '#ffdd00' });
  }); // prettier-ignore

  it('is seen by every role and changed by owners alone; of a stranger’s file not a byte is read', async () => {
    const { body } = await see(look(), world.vera);
    expect(body).not.toContain('<input type="file"');
    expect((await send(world.omid, photo, await words())).statusCode).toBe(403);
    expect((await post(`${look()}/colour`, await as(world.omid), { accent: '' })).statusCode).toBe(403);
    expect((await post(`${look()}/remove`, await as(world.omid), { sure: 'yes' })).statusCode).toBe(403);
    expect((await see('/console/campaigns/no-such/look', owner)).statusCode).toBe(404);
    let read = 0;
    const payload = new Readable({ read: () => void (read += 1) });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await desk.app.inject({ method: 'POST', url: `${look()}/picture`, headers, payload });
    expect([answer.statusCode, read <= 1]).toEqual([401, true]);
  });
});
