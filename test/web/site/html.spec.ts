import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { CampaignLook } from '../../../src/domain/campaigns/campaign-look.js';
import { locales } from '../../../src/platform/i18n/locale.js';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { fullRecord } from '../../factories/published-record.factory.js';
import { publishSignatures } from '../../factories/published-signatures.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

// What the HTML standard says, and what its rules for assistive technology say; not how markup should look.
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
});

const shape = { use: 'page', width: 480, height: 320 } as const;
const look: CampaignLook = {
  accent: '#ffdd00',
  picture: {
    alt: { en: 'A "tent" & <fence>', fa: 'چادر' },
    credit: '© <Anna> & "sons"',
    files: [
      { ...shape, name: 'a.avif', type: 'image/avif' },
      { ...shape, name: 'b.jpg', type: 'image/jpeg' },
      { name: 'c.avif', use: 'list', type: 'image/avif', width: 240, height: 180 },
      { name: 'd.jpg', use: 'list', type: 'image/jpeg', width: 240, height: 180 },
    ],
  },
};

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld({
    record: fullRecord(),
    env: { VIGIL_OPERATOR_NAME: 'A <b> & "c"', VIGIL_OPERATOR_EMAIL: 'office@example.org' },
  });
  await publishCampaign(world.source, { slug: 'closed', state: 'closed' });
  await publishCampaign(world.source, { slug: 'paused', state: 'paused' });
  await publishCampaign(world.source, { slug: 'looked', face: { look } });
  await publishSignatures(world.source, world.campaign.id, {
    days: { '2026-11-20': 20, '2026-11-23': 12 },
    countries: { DE: 12, FR: 20 },
    names: [['Suzie <Keen> & ‮sons', '2026-11-23']],
  });
}, 60_000);

afterAll(() => world.close());

/** What is wrong with a page's markup, a line a fault. */
async function faultsOf(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, offset }) => `${ruleId}: ${message} at ${page.slice(offset - 60, offset + 60)}`,
    ),
  );
}

async function get(url: string, status = 200): Promise<string> {
  const answer = await world.app.inject({ url, headers: { accept: 'text/html' } });
  expect([url, answer.statusCode]).toEqual([url, status]);
  return answer.body;
}

async function post(url: string, fields: Record<string, string>, status = 200): Promise<string> {
  const answer = await world.app.inject({
    method: 'POST',
    url,
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect([url, answer.statusCode]).toEqual([url, status]);
  return answer.body;
}

describe.each(locales.map((locale) => `/${locale}`))('the HTML of the public pages at %s', (prefix) => {
  it('is valid where everybody looks', async () => {
    const pages = [
      '',
      '/?q=%3Csample%3E',
      '/?q=sample',
      '/?state=closed',
      '/c/sample',
      '/c/closed',
      '/c/paused',
      '/c/looked',
    ];
    for (const path of [
      ...pages,
      '/c/sample/names',
      '/bodies/government',
      '/bodies/parliament',
      '/privacy',
      '/imprint',
      '/report?campaign=sample',
      '/c/sample/check-your-mail',
      '/confirm',
      '/me',
      '/embed/sample',
    ]) {
      expect([path, await faultsOf(await get(prefix + path))]).toEqual([path, []]);
    }
    expect(await faultsOf(await get(`${prefix}/c/nothing`, 404))).toEqual([]);
  });

  it('is valid where a form was refused', async () => {
    const long = { name: '', email: 'suzie@', comment: `"<&>${'x'.repeat(2_000)}`, visibility: 'all' };
    expect(await faultsOf(await post(`${prefix}/c/sample/signatures`, long, 422))).toEqual([]);
    expect(await faultsOf(await post(`${prefix}/c/closed/signatures`, long, 409))).toEqual([]);
    expect(await faultsOf(await post(`${prefix}/c/sample/check-your-mail`, { email: '@' }, 422))).toEqual([]);
    expect(await faultsOf(await post(`${prefix}/confirm`, { code: '12' }, 422))).toEqual([]);
    expect(await faultsOf(await post(`${prefix}/me`, { email: '@' }, 422))).toEqual([]);
  });

  it('is valid for a person with a link, from the first to the last', async () => {
    const own = await pendingSignature(world, { comment: 'For <them> & "us".' });
    const walk: readonly (readonly [
      path: string,
      fields?: Record<string, string> | undefined,
      status?: number,
    ])[] = [
      [`/confirm/${own.confirm}`],
      [`/confirm/${own.confirm}`, {}],
      [`/me/${own.me}`],
      [`/me/${own.me}/change`],
      [`/me/${own.me}`, { name: '' }, 422],
      [`/unsubscribe/${own.unsubscribe}`],
      [`/unsubscribe/${own.unsubscribe}`, {}],
      [`/withdraw/${own.withdraw}`],
      [`/withdraw/${own.withdraw}`, { reason: 'x'.repeat(1_001) }, 422],
      [`/not-me/${own.notMe}`],
      [`/me/${own.me}/erase`],
      [`/withdraw/${own.withdraw}`, {}],
      ['/me/x', undefined, 410],
      ['/confirm/x', {}, 410],
    ];
    for (const [path, fields, status = 200] of walk) {
      const page = fields ? await post(prefix + path, fields, status) : await get(prefix + path, status);
      expect([path, await faultsOf(page)]).toEqual([path, []]);
    }
  });
});
