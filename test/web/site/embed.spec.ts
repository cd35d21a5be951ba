import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

const listed = ['https://example.org', 'https://partner.example:8443'];

beforeAll(async () => {
  world = await siteWorld();
  await world.source.query('UPDATE published_campaign SET embed_origins = $1', [listed]);
}, 60_000);

afterAll(() => world.close());

const get = (url: string, headers: Record<string, string> = {}) => world.app.inject({ url, headers });
const sign = (payload: string, url = '/fa/embed/sample/signatures', headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const ancestors = (policy: unknown) => /frame-ancestors ([^;]*)/.exec(String(policy))?.[1];
const framed = `frame-ancestors ${listed.join(' ')}`;

describe('the form in a frame', () => {
  it('may be framed by the listed origins and by nobody else; all other pages by nobody', async () => {
    for (const path of ['/embed/sample', '/fa/embed/sample', '/fa/embed/sample/check-your-mail?theme=dark']) {
      const { statusCode, headers } = await get(path);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(headers['content-security-policy']).toContain(framed);
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(headers['set-cookie']).toBeUndefined();
    }
    for (const path of ['/', '/c/sample', '/c/sample/check-your-mail', '/confirm', '/confirm/x', '/me', '/embed/no']) {
      expect([path, ancestors((await get(path)).headers['content-security-policy'])]).toEqual([path, "'none'"]);
    }
  }); // prettier-ignore

  it('may be framed by nobody where the campaign lists none', async () => {
    await world.source.query(`UPDATE published_campaign SET embed_origins = '{}', etag = 'none'`);
    world.clock.advance(3_600_001);
    expect(ancestors((await get('/embed/sample')).headers['content-security-policy'])).toBe("'none'");
    await world.source.query(`UPDATE published_campaign SET embed_origins = $1, etag = 'some'`, [listed]);
    world.clock.advance(3_600_001);
    expect((await get('/embed/sample')).headers['content-security-policy']).toContain(framed);
  });

  it('is the same for everyone, whoever asks and wherever from', async () => {
    const first = await get('/fa/embed/sample');
    const second = await get('/fa/embed/sample', {
      referer: 'https://example.org/secret',
      cookie: 'a=b',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'iframe',
    });
    expect(second.body).toBe(first.body);
    expect(first.body).not.toMatch(/<(?:style|script(?![^>]*\bsrc=))|\sstyle=|\son\w+=/);
  });

  it('takes a form from itself, none that another site sends, and answers inside the frame', async () => {
    const good = 'name=Suzie+Keen&email=suzie%40example.org&locale=fa';
    const itself = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' };
    const taken = await sign(good, '/fa/embed/sample/signatures?theme=dark', itself);
    expect([taken.statusCode, taken.headers.location]).toEqual([
      303,
      '/fa/embed/sample/check-your-mail?theme=dark',
    ]);
    const foreign = await sign(good, undefined, {
      'sec-fetch-site': 'cross-site',
      origin: 'https://example.org',
    });
    expect(foreign.statusCode).toBe(403);
    const refused = await sign('name=&email=x', undefined, itself);
    expect([refused.statusCode, refused.headers['cache-control']]).toEqual([422, 'no-store']);
    expect(refused.headers['content-security-policy']).toContain(framed);
    expect(refused.body).toContain('action="/fa/embed/sample/signatures#error-summary-title"');
    expect((await world.forms()).map(({ form }) => form.name)).toEqual(['Suzie Keen']);
  });

  it('asks for another mail inside the frame, with one answer for every address', async () => {
    const url = '/embed/sample/check-your-mail?theme=light';
    const again = await sign('email=anybody%40example.org', url);
    expect([again.statusCode, again.headers.location]).toEqual([
      303,
      '/embed/sample/check-your-mail?theme=light&again',
    ]);
    expect((await world.forms()).map(({ form }) => form.kind)).toEqual(['resend']);
    expect((await get('/embed/sample/check-your-mail')).body).toContain('data-event="signed"');
    expect((await get('/embed/sample/check-your-mail?again')).body).toContain('data-event="next"');
  });

  it('is looked at in our own console’s frame, which is not the partners’', async () => {
    const { headers, body } = await get('/fa/embed/sample/preview?theme=dark');
    expect(ancestors(headers['content-security-policy'])).toBe("'self'");
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('/assets/site-dark.');
  });

  it('comes back to itself when a refused form is reloaded', async () => {
    const { statusCode, headers } = await get('/fa/embed/sample/signatures?theme=dark');
    expect([statusCode, headers.location]).toEqual([303, '/fa/embed/sample?theme=dark']);
  });
});

describe('the script for partners’ pages', () => {
  it('may be loaded by any page, is asked for anew after an hour, and stores nothing', async () => {
    const { statusCode, headers, body } = await get('/embed.js');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600',
    });
    expect(body).not.toMatch(/cookie\s*=|localStorage|sessionStorage|indexedDB|fetch\(/);
    const known = await get('/embed.js', { 'if-none-match': String(headers.etag) });
    expect([known.statusCode, known.body]).toEqual([304, '']);
    expect((await get('/embed.js', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip');
  });
});
