import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  afterLeaving,
  allowanceOf,
  flowOf,
  type Limit,
  mayLeave,
  nextLeaves,
  usualBurst,
} from '../../../src/domain/dispatch/limit.rules.js';
import { isNullMx, providerAmong } from '../../../src/domain/dispatch/provider.rules.js';

const START = new Date('2026-11-01T00:00:00Z');
const limit = (more: Partial<Limit> = {}): Limit => ({
  key: 'relay',
  dimension: 'relay',
  ratePerHour: 3_600,
  burst: 4,
  tat: new Date(0),
  since: null,
  firstDay: null,
  growth: null,
  ...more,
});
const warmUp = limit({
  key: 'warm_up',
  dimension: 'warm_up',
  since: '2026-11-01',
  firstDay: 100,
  growth: 1.5,
});

describe('a limit', () => {
  it('lets no more leave in any hour than its rate and its burst, whenever and by whomever it is asked', () => {
    const rates = fc.record({
      ratePerHour: fc.integer({ min: 1, max: 400 }),
      burst: fc.integer({ min: 1, max: 20 }),
    });
    const asks = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 4 * 3_600_000 }),
        wanted: fc.integer({ min: 1, max: 50 }),
        urgent: fc.boolean(),
      }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(rates, asks, (rate, unsorted) => {
        let bucket = limit(rate);
        const left: number[] = [];
        for (const { at, wanted, urgent } of [...unsorted].sort((a, b) => a.at - b.at)) {
          const now = new Date(START.getTime() + at);
          const count = Math.min(wanted, mayLeave(bucket, now, urgent));
          bucket = { ...bucket, tat: count > 0 ? afterLeaving(bucket, now, count) : bucket.tat };
          left.push(...Array.from({ length: count }, () => at));
        }
        for (const start of left) {
          const within = left.filter((at) => at >= start && at < start + 3_600_000).length;
          expect(within).toBeLessThanOrEqual(rate.ratePerHour + rate.burst);
        }
      }),
    );
  });

  it('keeps half of the burst for urgent mail, which never waits while mail to many takes all it may', () => {
    let bucket = limit();
    for (let second = 0; second < 60; second += 1) {
      const now = new Date(START.getTime() + second * 1_000);
      const bulk = mayLeave(bucket, now, false);
      if (bulk > 0) bucket = { ...bucket, tat: afterLeaving(bucket, now, bulk) };
      expect(mayLeave(bucket, now, false)).toBe(0);
      expect(mayLeave(bucket, now, true)).toBe(2);
    }
  });

  it('says when the next may leave, not a moment too early or late', () => {
    const now = START;
    const bucket = { ...limit(), tat: afterLeaving(limit(), now, 2) };
    const next = nextLeaves(bucket, now, false);
    expect(next.getTime() - now.getTime()).toBe(1_000);
    expect(mayLeave(bucket, new Date(next.getTime() - 1), false)).toBe(0);
    expect(mayLeave(bucket, next, false)).toBe(1);
    expect(nextLeaves(bucket, now, true)).toEqual(now);
  });

  it('takes back what did not leave', () => {
    const now = START;
    const taken = { ...limit(), tat: afterLeaving(limit(), now, 4) };
    expect(mayLeave(taken, now, true)).toBe(0);
    expect(mayLeave({ ...taken, tat: afterLeaving(taken, now, -3) }, now, true)).toBe(3);
  });

  it('has a burst that loses nothing of a fast rate, and one urgent mail may share', () => {
    expect([usualBurst('relay', 100), usualBurst('relay', 50_400), usualBurst('campaign', 100)]).toEqual([
      2, 14, 1,
    ]);
  });
});

describe('a warm-up', () => {
  it('grows by its factor from day to day', () => {
    const on = (day: number) => allowanceOf(warmUp, new Date(START.getTime() + day * 86_400_000 + 1));
    expect([on(0), on(1), on(2), on(10)]).toEqual([100, 150, 225, 5_766]);
  });

  it('lets no more than the day’s allowance leave in a day, however often it is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 3_600 }),
        (firstDay, step) => {
          let bucket = { ...warmUp, firstDay, growth: 1 };
          let left = 0;
          for (let second = 0; second < 86_400; second += step) {
            const now = new Date(START.getTime() + second * 1_000);
            const count = mayLeave(bucket, now, false);
            if (count > 0) bucket = { ...bucket, tat: afterLeaving(bucket, now, count) };
            left += count;
          }
          expect(left).toBeLessThanOrEqual(firstDay);
          expect(left).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never holds up urgent mail, and what that takes holds up the rest for a day at most', () => {
    expect(mayLeave(warmUp, START, true)).toBe(Number.POSITIVE_INFINITY);
    const bucket = { ...warmUp, tat: afterLeaving(warmUp, START, 10_000) };
    expect(mayLeave(bucket, START, false)).toBe(0);
    expect(bucket.tat.getTime() - START.getTime()).toBe(86_400_000);
    expect(flowOf(bucket, START).burst).toBe(4);
  });
});

describe('a provider', () => {
  it.each([
    [
      'of a domain at its servers',
      'people.example',
      ['aspmx.l.google.com', 'alt1.aspmx.l.google.com'],
      'google.com',
    ],
    ['under another of its names', 'people.example', ['gmr-smtp-in.l.googlemail.com.'], 'google.com'],
    ['by the preferred server', 'people.example', ['mx.example', 'aspmx.l.google.com'], null],
    ['of a domain without servers', 'google.com', [], 'google.com'],
    ['not for a name that only ends alike', 'people.example', ['mx.notgoogle.com'], null],
    ['that no family knows', 'people.example', ['mx1.parliament.example'], 'parliament.example'],
  ])('is found: %s', (_name, domain, hosts, expected) => {
    expect(providerAmong(['google.com', 'parliament.example'], domain, hosts)).toBe(expected);
  });

  it('is none where the domain takes no mail', () => {
    expect([isNullMx(['']), isNullMx(['.']), isNullMx([]), isNullMx(['', 'mx.example'])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
