import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Challenge } from 'altcha-lib';
import fc from 'fast-check';
import { ProofNonces } from '../../../src/web/site/proof-nonces.js';
import { ProofOfWork } from '../../../src/web/site/proof-of-work.js';
import { publishCampaign } from '../../factories/published-campaign.factory.js';
import { proofText, solveProof, type SolvedProof } from '../../support/solve-proof.js';
import { siteWorld, type SiteWorld } from '../../worlds/site.world.js';

let world: SiteWorld;

beforeAll(async () => {
  world = await siteWorld();
}, 60_000);

beforeEach(() => world.forms());

afterAll(() => world.close());

async function challengeOf(path = '/c/sample'): Promise<Challenge> {
  const answer = await world.app.inject({ url: `${path}/challenge.json` });
  expect(answer.statusCode).toBe(200);
  return answer.json<Challenge>();
}

const solved = async (path?: string): Promise<SolvedProof> => solveProof(await challengeOf(path));

/** The flags a JSON form (which has no stamp) comes in with. */
async function flagsOf(altcha?: unknown, email = 'suzie@example.org'): Promise<readonly string[]> {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/c/sample/signatures',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'Suzie Keen', email, altcha }),
  });
  expect([answer.statusCode, answer.body]).toEqual([202, '{}']);
  const [taken] = await world.forms();
  return taken!.flags;
}

describe('the challenge of a form', () => {
  it('is one that Altcha knows, bound to the campaign, for twenty minutes, and kept by nobody', async () => {
    const { headers } = await world.app.inject({ url: '/c/sample/challenge.json' });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-type']).toMatch(/^application\/json/);
    const { parameters, signature } = await challengeOf('/fa/c/sample');
    expect(parameters).toMatchObject({ algorithm: 'PBKDF2/SHA-256', data: { campaign: 'sample' } });
    expect(parameters.expiresAt).toBe(Math.floor(world.clock.now().getTime() / 1000) + 20 * 60);
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    const other = await challengeOf();
    expect(other.parameters.nonce).not.toBe(parameters.nonce);
  });

  it('is there for campaigns alone', async () => {
    expect((await world.app.inject({ url: '/c/nothing/challenge.json' })).statusCode).toBe(404);
  });

  it('is dearer while many forms come in, and cheap again ten seconds later', async () => {
    const needed = async () => (await solved()).solution.counter;
    const quiet = await needed();
    expect(quiet).toBeGreaterThanOrEqual(200);
    expect(quiet).toBeLessThan(400);
    const proofs = world.app.get(ProofOfWork, { strict: false });
    for (let n = 0; n < 200; n += 1) proofs.redeem('sample', undefined, '');
    const busy = await needed();
    expect(busy).toBeGreaterThanOrEqual(400);
    expect(busy).toBeLessThan(800);
    world.clock.advance(10_000);
    expect(await needed()).toBeLessThan(400);
  });
});

describe('the proof of a form', () => {
  it('leaves no flag where it is as it should be, form-encoded or JSON', async () => {
    expect(await flagsOf((await solved()).text)).toEqual([]);
    const stamp = /name="stamp" value="([^"]+)"/.exec((await world.app.inject('/c/sample')).body)![1]!;
    const { text } = await solved();
    world.clock.advance(60_000);
    await world.app.inject({
      method: 'POST',
      url: '/fa/c/sample/signatures',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: new URLSearchParams({ name: 'A', email: 'a@example.org', stamp, altcha: text }).toString(),
    });
    expect((await world.forms()).map(({ flags }) => flags)).toEqual([[]]);
  });

  it('may be missing, which is said and refuses nothing', async () => {
    expect(await flagsOf()).toEqual(['proof-missing']);
    expect(await flagsOf('')).toEqual(['proof-missing']);
  });

  it('serves one sender, who may have to send the form again', async () => {
    const { text } = await solved();
    expect(await flagsOf(text)).toEqual([]);
    expect(await flagsOf(text)).toEqual([]);
    expect(await flagsOf(text, 'parisa@example.org')).toEqual(['proof-replayed']);
    world.clock.advance(19 * 60_000);
    expect(await flagsOf(text, 'omid@example.org')).toEqual(['proof-replayed']);
    expect(await flagsOf(text)).toEqual([]);
  });

  it('is none any more once its challenge is over, used or not', async () => {
    const [used, unused] = [await solved(), await solved()];
    await flagsOf(used.text);
    world.clock.advance(20 * 60_000 + 1_000);
    expect(await flagsOf(used.text)).toEqual(['proof-missing']);
    expect(await flagsOf(unused.text)).toEqual(['proof-missing']);
  });

  it('is wrong for another campaign, and is not used up by having been wrong', async () => {
    await publishCampaign(world.source, { slug: 'second' });
    const { text } = await solved('/c/second');
    expect(await flagsOf(text)).toEqual(['proof-wrong']);
    expect(world.app.get(ProofOfWork, { strict: false }).redeem('second', text, 'a@example.org')).toBeNull();
  });

  it('counts as missing where another process made its challenge', async () => {
    const other = await siteWorld();
    try {
      const answer = await other.app.inject({ url: '/c/sample/challenge.json' });
      expect(await flagsOf((await solveProof(answer.json<Challenge>())).text)).toEqual(['proof-missing']);
    } finally {
      await other.close();
    }
  });

  it('is wrong where it is none at all', async () => {
    const challenge = await challengeOf();
    const half = challenge.parameters.keyPrefix.padEnd(64, '0');
    for (const none of [
      'x', '!', 5, {}, ['a', 'b'], null, 'A'.repeat(10_000), proofText(null, null), proofText({}, {}),
      proofText(challenge, {}), proofText(challenge, { counter: 1, derivedKey: half, time: 1 }),
      proofText(challenge, { counter: 1, derivedKey: '', time: 1 }),
      proofText({ ...challenge, signature: '' }, { derivedKey: half }),
      proofText({ ...challenge, parameters: { ...challenge.parameters, data: null } }, { derivedKey: half }),
    ]) {
      expect(await flagsOf(none)).toEqual(['proof-wrong']);
    } // prettier-ignore
  });

  it('of one campaign is wrong for every other, and wrong with anything of it changed', async () => {
    const proofs = world.app.get(ProofOfWork, { strict: false });
    const slug = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
    await fc.assert(
      fc.asyncProperty(slug, slug, async (own, other) => {
        fc.pre(own !== other);
        const { text } = await solveProof(proofs.challenge(own));
        expect(proofs.redeem(other, text, 'a@example.org')).toBe('proof-wrong');
        expect(proofs.redeem(own, text, 'a@example.org')).toBeNull();
      }),
      { numRuns: 8 },
    );
  });

  it('is wrong with any letter of it changed, and good as it was', async () => {
    const proofs = world.app.get(ProofOfWork, { strict: false });
    const challenge = proofs.challenge('sample');
    const { solution, text } = await solveProof(challenge);
    const { parameters, signature } = challenge;
    const { keyPrefix, keySignature, nonce, salt } = parameters;
    const hex = { keyPrefix, keySignature, nonce, salt, signature, derivedKey: solution.derivedKey };
    const change = fc.constantFrom(...(Object.keys(hex) as (keyof typeof hex)[]));
    fc.assert(
      fc.property(change, fc.nat(), fc.integer({ min: 1, max: 15 }), (name, where, by) => {
        const was = hex[name];
        const at = where % was.length;
        const letter = ((parseInt(was[at]!, 16) + by) % 16).toString(16);
        const now = { ...hex, [name]: was.slice(0, at) + letter + was.slice(at + 1) };
        const { signature, derivedKey, ...rest } = now;
        const changed = { parameters: { ...parameters, ...rest }, signature };
        expect(proofs.redeem('sample', proofText(changed, { ...solution, derivedKey }), 'a')).toBe(
          'proof-wrong',
        );
      }),
    );
    const later = { ...parameters, expiresAt: parameters.expiresAt + 60 };
    expect(proofs.redeem('sample', proofText({ parameters: later, signature }, solution), 'a')).toBe(
      'proof-wrong',
    );
    expect(proofs.redeem('sample', text, 'a')).toBeNull();
  });
});

describe('the nonces that were redeemed', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));
  const nonce = (n: number) => (BigInt(n) * 0x9e3779b97f4a7c15n).toString(16).padEnd(32, '0').slice(0, 32);
  const lifetime = 20 * 60_000;

  it('are held for as long as their challenges live, however the times fall', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ after: fc.integer({ min: 0, max: 30 }), n: fc.integer({ min: 1, max: 5 }) })),
        (steps) => {
          const nonces = new ProofNonces(lifetime);
          const last = new Map<number, number>();
          let minutes = 0;
          for (const [step, { after, n }] of steps.entries()) {
            minutes += after;
            const seen = last.get(n);
            const fresh = nonces.redeem(nonce(n), `sender of step ${step}`, at(minutes));
            if (seen === undefined) expect(fresh).toBe(true);
            else if (minutes - seen < 20) expect(fresh).toBe(false);
            if (fresh) last.set(n, minutes);
          }
        },
      ),
    );
  });

  it('are forgotten afterwards, and the older half before that where there are too many', () => {
    const nonces = new ProofNonces(lifetime, 100);
    let senders = 0;
    const isNew = (n: number, minutes: number) => nonces.redeem(nonce(n), `sender ${senders++}`, at(minutes));
    expect(isNew(1, 0)).toBe(true);
    for (let n = 2; n <= 60; n += 1) isNew(n, 1);
    expect(isNew(1, 1)).toBe(false);
    for (let n = 61; n <= 110; n += 1) isNew(n, 2);
    expect(isNew(1, 2)).toBe(true);
    expect(isNew(110, 2)).toBe(false);
    expect(isNew(110, 60)).toBe(true);
  });
});
