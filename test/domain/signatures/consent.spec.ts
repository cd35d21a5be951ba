import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consentIn, consentsOfToday } from '../../../src/domain/signatures/consent-words.js';
import { KeepConsents } from '../../../src/domain/signatures/keep-consents.js';
import { locales } from '../../../src/platform/i18n/locale.js';
import { FakeClock } from '../../support/fake-clock.js';
import { SigningWorld } from '../../worlds/signing.world.js';

let world: SigningWorld;

beforeAll(async () => {
  world = await SigningWorld.open();
});
afterAll(() => world.close());

describe('the words that people agree to', () => {
  it('have a version each language, which the words alone decide', () => {
    const versions = consentsOfToday().map(({ version }) => version);
    expect(new Set(versions).size).toBe(locales.length);
    for (const version of versions) expect(version).toMatch(/^[\w-]{22}$/);
    expect(consentIn('fa').version).toBe(consentsOfToday().find(({ locale }) => locale === 'fa')?.version);
  });

  it('are kept once, however often the service starts', async () => {
    const keep = new KeepConsents(world.db, new FakeClock());
    await keep.onApplicationBootstrap();
    await keep.onApplicationBootstrap();
    const kept = await world.db.query<{ version: string; words: unknown }[]>(
      'SELECT version, words FROM consent_text ORDER BY version',
    );
    const today = consentsOfToday().map(({ version, words }) => ({ version, words }));
    expect(kept).toEqual(today.sort((a, b) => (a.version < b.version ? -1 : 1)));
  });

  it('go with a signature from the form to its own page, through changes too', async () => {
    const { version } = consentIn('en');
    await world.signAndConfirm({ consent: version });
    const { me } = await world.newestTokens();
    expect((await world.acts.mySignature(me))?.copy?.consent).toBe(version);
    await world.submit.run({
      scope: world.campaignId,
      form: { kind: 'change', email: 'suzie@example.org', me, comment: 'More.' },
    });
    await world.decide();
    expect((await world.acts.mySignature(me))?.copy).toMatchObject({ consent: version, comment: 'More.' });
  });

  it('are no version of ours where anybody sealed something else', async () => {
    await world.clear();
    await world.signAndConfirm({ consent: '<script>' });
    expect((await world.acts.mySignature((await world.newestTokens()).me))?.copy?.consent).toBe('');
  });
});
