import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({ listen: true, level: 'info' });
}, 60_000);

afterAll(() => world.close());

const view = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${world.url}${path}`, { headers: { accept: 'text/html', ...headers } });
  const { date, ...rest } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: rest, body: await answer.text(), dated: date !== undefined };
};

const INTERVAL_MS = 10_000;

describe("a campaign's page and count, viewed again", () => {
  it.each(['/c/sample', '/fa/c/sample', '/c/sample/progress.json'])(
    'are the same to the last header at %s, whichever way they come',
    async (path) => {
      const first = await view(path);
      expect(first.status).toBe(200);
      expect(await view(path)).toEqual(first);
      const tagged = await view(path, { 'if-none-match': first.headers.etag ?? '' });
      expect([tagged.status, tagged.body, tagged.headers.etag]).toEqual([304, '', first.headers.etag]);
    },
  );

  it('keep every security header', async () => {
    await view('/c/sample');
    const { headers } = await view('/c/sample');
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
  });

  it('show a change after the interval, as the long way does', async () => {
    const before = await view('/c/sample');
    await world.source.query(
      `UPDATE published_campaign SET goal = 7777, etag = 'another' WHERE slug = 'sample'`,
    );
    expect((await view('/c/sample')).body).toBe(before.body);
    world.clock.advance(INTERVAL_MS + 1);
    await view('/c/sample');
    for (let turn = 0; turn < 100; turn += 1) {
      const { body } = await view('/c/sample');
      if (body.includes('7,777')) return;
    }
    throw new Error('the change was never shown');
  });
});
