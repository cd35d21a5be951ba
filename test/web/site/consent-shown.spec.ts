import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consentIn } from '../../../src/domain/signatures/consent-words.js';
import { pendingSignature } from '../../factories/pending-signature.factory.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

afterAll(() => world.close());

const get = (url: string) => world.app.inject({ url, headers: { accept: 'text/html' } });

async function confirmed(wish: { readonly consent: string }) {
  const made = await pendingSignature(world, wish);
  await world.app.inject({ method: 'POST', url: `/confirm/${made.confirm}` });
  return made;
}

describe('my signature', () => {
  it('shows the words that were agreed to, of today or of an earlier day, in the language they were read in', async () => {
    const today = consentIn('fa');
    const { me } = await confirmed({ consent: today.version });
    expect((await get(`/me/${me}`)).body).toContain(`<bdi lang="fa">${today.words['form.consent']!}</bdi>`);
    await world.source.query(
      `INSERT INTO consent_text VALUES ('old-words-of-the-form_', 'en', '{"form.consent":"As it was."}', '2026-01-01')`,
    );
    const earlier = await confirmed({ consent: 'old-words-of-the-form_' });
    expect((await get(`/me/${earlier.me}`)).body).toContain('As it was.');
    expect((await get(`/me/${earlier.me}/export`)).json()).toMatchObject({
      signature: {
        consent: {
          version: 'old-words-of-the-form_',
          language: 'en',
          words: { 'form.consent': 'As it was.' },
        },
      },
    });
  });
});
