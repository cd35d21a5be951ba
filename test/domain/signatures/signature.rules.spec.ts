import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalisedAddress, parseEmailAddress } from '../../../src/kernel/email-address.js';
import { addressIndexes } from '../../../src/domain/signatures/address-index.js';
import { looseAddress } from '../../../src/domain/signatures/mailbox.rules.js';
import { clearlyDifferent, foldName, initialsOf } from '../../../src/domain/signatures/name.rules.js';
import {
  confirmUntil,
  decideMyPage,
  decideResend,
  decideSign,
  isCounted,
  type Known,
  signatureStates,
  signatureTransitions,
} from '../../../src/domain/signatures/signature.rules.js';

const known = (state: Known['state'], more: Partial<Known> = {}): Known => ({
  state,
  disowned: false,
  mailsThisWeek: 0,
  toldThisWeek: false,
  ...more,
});
const nothing = { row: 'keep', mail: null };

describe('the table of what a form does', () => {
  it.each([
    [null, { row: 'create', mail: 'confirmation' }],
    ['pending', { row: 'replace', mail: 'confirmation' }],
    ['expired', { row: 'replace', mail: 'confirmation' }],
    ['withdrawn', { row: 'replace', mail: 'confirmation' }],
    ['confirmed', { row: 'keep', mail: 'already-signed' }],
  ] as const)('for an address that is %s', (state, decision) => {
    expect(decideSign(known(state))).toEqual(decision);
    expect(decideSign(known(state, { mailsThisWeek: 2 }))).toEqual(decision);
    expect(decideSign(known(state, { mailsThisWeek: 3 }))).toEqual(nothing);
    expect(decideSign(known(state, { disowned: true }))).toEqual(nothing);
  });

  it('tells a confirmed address once a week', () => {
    expect(decideSign(known('confirmed', { toldThisWeek: true }))).toEqual(nothing);
    expect(decideResend(known('confirmed', { toldThisWeek: true }))).toEqual(nothing);
  });

  it('sends a resend only to who waits or has confirmed, and the own page only to who has', () => {
    const mails = [null, ...signatureStates].map((state) => [
      decideResend(known(state)).mail,
      decideMyPage(known(state)).mail,
    ]);
    expect(mails).toEqual([
      [null, null],
      ['confirmation', null],
      ['already-signed', 'my-page'],
      [null, null],
      [null, null],
    ]);
  });

  it('leaves states only along the diagram', () => {
    expect(signatureTransitions).toEqual({
      pending: ['confirmed', 'expired'],
      confirmed: ['withdrawn'],
      expired: ['pending'],
      withdrawn: ['pending'],
    });
  });

  it('counts who is confirmed and not held, and nobody else', () => {
    const counted = signatureStates.flatMap((state) =>
      (['no', 'quarantined', 'invalidated'] as const)
        .filter((held) => isCounted(state, held))
        .map((held) => [state, held]),
    );
    expect(counted).toEqual([['confirmed', 'no']]);
  });

  it('ends the waiting 72 to 73 hours later, on the hour', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (now) => {
          const until = confirmUntil(now).getTime();
          expect(until % 3_600_000).toBe(0);
          expect(until - now.getTime()).toBeGreaterThanOrEqual(72 * 3_600_000);
          expect(until - now.getTime()).toBeLessThan(73 * 3_600_000);
        },
      ),
    );
  });
});

const local = fc.stringMatching(/^[a-z0-9]{1,8}([.+-][a-z0-9]{1,6}){0,3}$/);
const domain = fc.constantFrom(
  'example.org',
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'proton.me',
  'uni.example',
);

describe('an address for comparison', () => {
  it('is normalised once and for all, and its case and spaces do not matter', () => {
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const email = parseEmailAddress(`${name}@${host}`)!;
        const normalised = normalisedAddress(email);
        expect(normalisedAddress(parseEmailAddress(normalised)!)).toBe(normalised);
        expect(normalisedAddress(parseEmailAddress(`  ${name.toUpperCase()}@${host.toUpperCase()} `)!)).toBe(
          normalised,
        );
        expect(looseAddress(looseAddress(normalised))).toBe(looseAddress(normalised));
      }),
    );
  });

  it('never merges two mailboxes of a domain without a rule', () => {
    fc.assert(
      fc.property(local, local, (one, two) => {
        fc.pre(one !== two);
        const index = (name: string) =>
          addressIndexes(Buffer.alloc(32), 'c', parseEmailAddress(`${name}@example.org`)!);
        expect(index(one).email.equals(index(two).email)).toBe(false);
      }),
    );
  });

  it('is another in every campaign', () => {
    const email = parseEmailAddress('a@example.org')!;
    const [one, two] = ['c1', 'c2'].map((campaign) => addressIndexes(Buffer.alloc(32), campaign, email));
    expect(one!.email.equals(two!.email)).toBe(false);
  });

  it.each([
    ['a.b+c@gmail.com', 'ab@gmail.com'],
    ['a.b@googlemail.com', 'ab@gmail.com'],
    ['a.b+c@example.org', 'a.b@example.org'],
    ['a-b@yahoo.com', 'a@yahoo.com'],
    ['+a@example.org', '+a@example.org'],
  ])('reads %s loosely as %s', (address, loose) => {
    expect(looseAddress(address)).toBe(loose);
  });
});

describe('a name for comparison', () => {
  it('is folded once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });

  it('is never clearly different from itself in another spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        expect(clearlyDifferent(name, name)).toBe(false);
        expect(clearlyDifferent(name, name.toUpperCase())).toBe(false);
      }),
    );
  });

  it.each([
    ['José García', 'jose garcia'],
    ['Suzie Keen', 'Susie Keen'],
    ['Suzie', 'Suzie Keen'],
    ['كريم', 'کریم'],
    ['علی‌رضا', 'علیرضا'],
    ['Parisa', 'پریسا'],
    ['Dr. Ann Smith', 'Ann Miller'],
    ['Jon', 'John'],
  ])('%s and %s may be one person', (one, other) => {
    expect(clearlyDifferent(one, other)).toBe(false);
    expect(clearlyDifferent(other, one)).toBe(false);
  });

  it.each([
    ['Suzie Keen', 'Robert Marley'],
    ['مریم رجایی', 'حسین کاظمی'],
  ])('%s and %s are two people', (one, other) => {
    expect(clearlyDifferent(one, other)).toBe(true);
  });

  it.each([
    ['Ana María de la Cruz', 'A. M. D.'],
    ['پریسا کریمی', 'پ. ک.'],
    ['x', 'X.'],
    ['!!', ''],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
