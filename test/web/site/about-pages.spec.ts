import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { locales } from '../../../src/platform/i18n/locale.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let named: SiteWorld;
let unnamed: SiteWorld;

beforeAll(async () => {
  [named, unnamed] = await Promise.all([
    siteWorld({
      env: {
        VIGIL_OPERATOR_NAME: 'Friends <of> Ashraf',
        VIGIL_OPERATOR_ADDRESS: 'Long Road 1; 10115 Berlin ; Germany',
        VIGIL_OPERATOR_EMAIL: 'office@example.org',
        VIGIL_OPERATOR_MORE: 'Register: VR 1',
      },
    }),
    siteWorld(),
  ]);
}, 90_000);

afterAll(() => Promise.all([named.close(), unnamed.close()]));

const get = (world: SiteWorld, url: string) => world.app.inject({ url, headers: { accept: 'text/html' } });

describe('the pages about the service', () => {
  it('are linked from the foot of every public page, in its language', async () => {
    for (const prefix of ['', ...locales.map((locale) => `/${locale}`)]) {
      for (const path of [prefix || '/', `${prefix}/c/sample`, `${prefix}/me`, `${prefix}/privacy`]) {
        const { body } = await get(named, path);
        for (const page of ['privacy', 'imprint', 'report']) {
          expect(body).toMatch(new RegExp(`<nav class="foot-links".*href="${prefix}/${page}["?]`));
          expect((await get(named, `${prefix}/${page}`)).statusCode).toBe(200);
        }
      }
    }
  });

  it('say what is kept and what never is', async () => {
    const { body } = await get(named, '/privacy');
    for (const text of ['Your IP address:', 'seven days', 'href="/me"', 'mailto:office@example.org']) {
      expect(body).toContain(text);
    }
    expect((await get(named, '/fa/privacy')).body).toContain('dir="rtl"');
  });

  it('name who runs the service, line by line, as text', async () => {
    const { body } = await get(named, '/imprint');
    for (const text of ['Friends &lt;of> Ashraf', '<bdi>10115 Berlin</bdi>', 'Register: VR 1']) {
      expect(body).toContain(text);
    }
    expect(body).toContain('href="mailto:office@example.org"');
  });

  it('say so where nobody was named', async () => {
    for (const page of ['privacy', 'imprint', 'report']) {
      expect((await get(unnamed, `/${page}`)).body).toContain('has not given an address to write to');
    }
  });

  it('let a campaign be reported by a mail that names it, and no address that is none', async () => {
    expect((await get(named, '/c/sample')).body).toContain('href="/report?campaign=sample"');
    const { body } = await get(named, '/report?campaign=sample');
    expect(body).toContain('mailto:office@example.org?subject=http%3A%2F%2Flocalhost%3A3000%2Fc%2Fsample');
    for (const query of ['?campaign=none', '?campaign=<x>', '?campaign=a&campaign=b', '']) {
      const answer = await get(named, `/report${query}`);
      expect([answer.statusCode, answer.body.includes('You are reporting')]).toEqual([200, false]);
    }
  });

  it('are served from memory', async () => {
    await get(named, '/privacy');
    named.database.asked.length = 0;
    const { headers } = await get(named, '/privacy');
    expect(named.database.asked).toEqual([]);
    expect(headers['cache-control']).toContain('public');
  });
});
