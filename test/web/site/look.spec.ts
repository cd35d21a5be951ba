import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LookedSample, publishLook } from '../../factories/published-look.factory.js';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;
let looked: LookedSample;
let neutral: { readonly id: string };

beforeAll(async () => {
  world = await siteWorld();
  looked = await publishLook(world.source);
  neutral = await publishCampaign(world.source, { slug: 'neutral', face: { look: { accent: '#0055aa' } } });
  await world.source.query(`UPDATE published_campaign SET neutral = true WHERE slug = 'neutral'`);
}, 60_000);

afterAll(() => world.close());

const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ url, headers });
const sheetIn = (body: string) => /<link rel="stylesheet" href="(\/accents\/[^"]+)"/.exec(body)?.[1];
const file = (use: string, type: string, width: number) =>
  looked.files.find((each) => each.use === use && each.type === type && each.width === width)!.name;

describe('a campaign’s colour', () => {
  it('comes by a style sheet after ours, under the name of its content, and is made readable in both themes', async () => {
    const { body, headers: page } = await get('/en/c/looked');
    const path = sheetIn(body)!;
    expect(body.indexOf(path)).toBeGreaterThan(body.indexOf('/assets/site.'));
    expect(page['content-security-policy']).toContain("style-src 'self';");
    expect(body).not.toMatch(/ style=|<style/);
    const { statusCode, headers, body: css } = await get(path);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(css).toMatch(/^:root\{--accent:#7d6b00;.*@media screen and \(prefers-color-scheme:dark\)\{:root\{--accent:#ffdd00;/);
    expect(css.length).toBeLessThan(300);
    expect((await get(path, { 'if-none-match': String(headers.etag) })).statusCode).toBe(304);
  }); // prettier-ignore

  it('is on all of its pages and on no other, and in a frame as light or dark as the frame', async () => {
    const own = sheetIn((await get('/en/c/looked')).body);
    for (const path of ['/fa/c/looked', '/c/looked/names', '/c/looked/check-your-mail', '/embed/looked']) {
      expect([path, sheetIn((await get(path)).body)]).toEqual([path, own]);
    }
    for (const path of ['/', '/c/sample', '/c/neutral/check-your-mail', '/privacy']) {
      expect([path, sheetIn((await get(path)).body)]).toEqual([path, undefined]);
    }
    const [light, dark] = await Promise.all(
      ['light', 'dark'].map(async (theme) => sheetIn((await get(`/embed/looked?theme=${theme}`)).body) ?? ''),
    );
    expect((await get(light!)).body).not.toContain('@media');
    expect((await get(dark!)).body).toContain('@media screen{:root{--accent:#ffdd00;');
  });

  it('is on the pages of one’s own signature, if the campaign may be told from them', async () => {
    for (const [{ id }, sheet] of [
      [looked, sheetIn((await get('/c/looked')).body)],
      [neutral, undefined],
    ] as const) {
      const { confirm, me } = await pendingSignature({ ...world, campaign: { ...world.campaign, id } });
      await world.app.inject({ method: 'POST', url: `/confirm/${confirm}` });
      for (const path of ['', '/change', '/erase']) {
        const { body, statusCode } = await get(`/me/${me}${path}`, { accept: 'text/html' });
        expect([path, statusCode, sheetIn(body)]).toEqual([path, 200, sheet]);
      }
    }
  });

  it.each([
    '/accents/ffdd00.css',
    '/accents/ffdd00.AAAAAAAAAAAA.css',
    '/accents/x%7D.AAAAAAAAAAAA.css',
    '/accents/',
  ])('has no sheet under %s', async (path) => {
    expect((await get(path)).statusCode).toBe(404);
  });
});

describe('a campaign’s picture', () => {
  it('stands below the first words, described, with its size, and a phone is offered the lightest file alone', async () => {
    for (const [path, alt] of [['/en/c/looked', 'Tents behind a fence'], ['/fa/c/looked', 'چادرها پشت حصار']] as const) {
      const { body } = await get(path);
      const [figure = ''] = /<figure class="picture">.*?<\/figure>/.exec(body) ?? [];
      expect(figure).toContain(`width="1440" height="960" alt="${alt}"`);
      expect(figure).toContain(`<source media="(max-width: 40rem)" type="image/avif" srcset="/pictures/${file('page', 'image/avif', 480)}"/>`);
      expect(figure).toContain(`/pictures/${file('page', 'image/jpeg', 1440)} 1440w`);
      expect(figure).toContain('<bdi>© Anna Example</bdi>');
      expect(figure).not.toContain('loading=');
      const places = ['<h1', 'class="lead"', 'class="button to-form"', '<figure'].map((mark) => body.indexOf(mark));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    expect((await get('/de/c/looked')).body).toContain('alt="Tents behind a fence" lang="en"');
    expect((await get('/en/c/sample')).body).not.toContain('<figure class="picture"');
  }); // prettier-ignore

  it('is served for a year to our own pages, asked of the database once, and only while it is public', async () => {
    const name = file('page', 'image/avif', 480);
    world.database.asked.length = 0;
    const answers = [await get(`/pictures/${name}`), await get(`/pictures/${name}`)];
    for (const { statusCode, headers } of answers) {
      expect([statusCode, headers['content-type'], headers['x-content-type-options']]).toEqual([200, 'image/avif', 'nosniff']);
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect(answers[1]!.rawPayload.equals(looked.files.find((each) => each.name === name)!.body)).toBe(true);
    expect(world.database.asked.length).toBe(1);
    for (const other of ['x.avif', `${name}.jpg`, '..%2F..%2Fetc%2Fpasswd', `${'A'.repeat(22)}.avif`]) {
      expect((await get(`/pictures/${other}`)).statusCode).toBe(404);
    }
    await world.asOwner(`DELETE FROM campaign_picture WHERE name = '${name}'`);
    world.clock.advance(3_600_001);
    expect((await get(`/pictures/${name}`)).statusCode).toBe(404);
  }); // prettier-ignore

  it('is small in the list, and in a frame only where the address asks for it', async () => {
    const { body } = await get('/en');
    expect(body).toContain(`src="/pictures/${file('list', 'image/jpeg', 240)}" width="240" height="180" alt="Tents behind a fence"`);
    expect(body.match(/class="list-picture"/g)).toHaveLength(1);
    const framed = async (query: string) => (await get(`/en/embed/looked${query}`)).body;
    expect(await framed('')).not.toContain('<figure');
    expect(await framed('?theme=dark&picture=1')).toContain('<figure class="picture">');
    expect(await framed('?theme=dark&picture=1')).toContain('signatures?theme=dark&amp;picture=1#');
    expect((await get('/en/embed/looked/check-your-mail?picture=1')).body).toContain('href="/en/embed/looked?picture=1"');
  }); // prettier-ignore

  it('is on the card, which no other site may lack it on', async () => {
    const [own, other] = [await get('/en/c/looked/card.png'), await get('/en/c/sample/card.png')];
    expect([own.statusCode, own.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin']);
    expect(own.rawPayload.length).toBeGreaterThan(3 * other.rawPayload.length);
  });
});
