import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openHours } from '../../../src/domain/dispatch/lane-hours.js';
import { grant, isUnpaced, type Pace, UNPACED } from '../../../src/domain/dispatch/pace.rules.js';

const office: Pace = {
  ...UNPACED,
  zone: 'Europe/Berlin',
  windowFrom: '09:00:00',
  windowUntil: '17:00:00',
  weekdays: [1, 2, 3, 4, 5],
};
const opens = (pace: Pace, now: string) => openHours(pace, new Date(now)).opens.toISOString();

describe('the hours of a lane', () => {
  it.each([
    ['before they begin', '2026-11-27T07:59:59Z', '2026-11-27T08:00:00.000Z'],
    ['in them', '2026-11-27T15:59:59Z', '2026-11-27T15:59:59.000Z'],
    ['at their end, on a Friday', '2026-11-27T16:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['on a Sunday', '2026-11-29T12:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['over the change to winter time', '2026-10-23T15:00:00Z', '2026-10-26T08:00:00.000Z'],
    ['over the change to summer time', '2026-03-27T16:00:00Z', '2026-03-30T07:00:00.000Z'],
  ])('open %s when they should', (_name, now, expected) => {
    expect(opens(office, now)).toBe(expected);
  });

  it('may go over midnight, and belong to the day on which they begin', () => {
    const night = { ...office, windowFrom: '22:00', windowUntil: '06:00', weekdays: [5] };
    expect(opens(night, '2026-11-28T04:59:00Z')).toBe('2026-11-28T04:59:00.000Z');
    expect(opens(night, '2026-11-28T05:00:00Z')).toBe('2026-12-04T21:00:00.000Z');
  });

  it('are the whole day where only weekdays are named, and always where nothing is', () => {
    const weekend = { ...UNPACED, zone: 'Asia/Tehran', weekdays: [6, 7] };
    expect(opens(weekend, '2026-11-27T20:29:59Z')).toBe('2026-11-27T20:30:00.000Z');
    expect(opens(weekend, '2026-11-29T20:29:59Z')).toBe('2026-11-29T20:29:59.000Z');
    expect(opens(UNPACED, '2026-11-29T20:29:59Z')).toBe('2026-11-29T20:29:59.000Z');
    expect([isUnpaced(UNPACED), isUnpaced(weekend), isUnpaced({ ...UNPACED, spacingSeconds: 1 })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are never opened outside, whatever the moment and the zone', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        zone,
        (now, in_) => {
          const at = openHours({ ...office, zone: in_ }, now).opens;
          const parts = new Intl.DateTimeFormat('en-GB', {
            timeZone: in_,
            weekday: 'short',
            hour: '2-digit',
            hourCycle: 'h23',
          }).formatToParts(at);
          const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(of('weekday'));
          expect(Number(of('hour'))).toBeGreaterThanOrEqual(9);
          expect(Number(of('hour'))).toBeLessThan(17);
        },
      ),
    );
  });
});

describe('the rate of a lane', () => {
  /** Sends whatever is granted at each of the moments, and answers when each message left. */
  const sent = (pace: Pace, moments: readonly number[]): number[] => {
    let tat: Date | null = null;
    const left: number[] = [];
    for (const at of moments) {
      const { granted, after } = grant(pace, tat, new Date(at), 100, () => 0);
      if (granted === 0) continue;
      ({ tat } = after(granted));
      left.push(...Array.from({ length: granted }, () => at));
    }
    return left;
  };

  it('lets no more leave in any hour than the rate and the burst, whenever it is asked', () => {
    const pace = fc.record({
      ratePerHour: fc.integer({ min: 1, max: 500 }),
      burst: fc.integer({ min: 1, max: 20 }),
    });
    const moments = fc.array(fc.integer({ min: 0, max: 4 * 3_600_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(pace, moments, (limits, unsorted) => {
        const left = sent(
          { ...UNPACED, ...limits },
          [...unsorted].sort((a, b) => a - b),
        );
        for (const start of left) {
          const within = left.filter((at) => at >= start && at < start + 3_600_000).length;
          expect(within).toBeLessThanOrEqual(limits.ratePerHour + limits.burst);
        }
      }),
    );
  });

  it('keeps two messages apart by the spacing, however large the burst', () => {
    const spaced = { ...UNPACED, spacingSeconds: 30, burst: 10, ratePerHour: 1_000 };
    const left = sent(
      spaced,
      Array.from({ length: 600 }, (_, second) => second * 1_000),
    );
    expect(left).toHaveLength(20);
    expect(left.slice(1).every((at, i) => at - (left[i] ?? 0) >= 30_000)).toBe(true);
  });

  it('adds the jitter, counts only what was taken, and says when to come again', () => {
    const now = new Date('2026-11-27T12:00:00Z');
    const pace = { ...UNPACED, ratePerHour: 60, burst: 5 };
    const { granted, after } = grant(pace, null, now, 100);
    expect(granted).toBe(5);
    expect(after(2).next).toEqual(now);
    expect(after(5).next).toEqual(new Date('2026-11-27T12:01:00Z'));
    const spaced = grant({ ...UNPACED, spacingSeconds: 10, jitterSeconds: 6 }, null, now, 9, () => 0.5);
    expect(spaced.granted).toBe(1);
    expect(spaced.after(1).next).toEqual(new Date('2026-11-27T12:00:13Z'));
    expect(grant(UNPACED, null, now, 7).granted).toBe(7);
  });
});
