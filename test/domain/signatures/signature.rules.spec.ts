import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
