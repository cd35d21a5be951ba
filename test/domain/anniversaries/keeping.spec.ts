import { describe, expect, it } from '@jest/globals';
import {
  dayOfKeeping,
  isZone,
  keepingOf,
  keepingsBetween,
  type KeepingRule,
  nextKeepings,
} from '../../../src/domain/anniversaries/keeping.js';
import { parseCalendarDate } from '../../../src/kernel/calendar-date.js';

const day = (text: string) => parseCalendarDate(text)!;
const ashraf: KeepingRule = {
  day: day('2013-09-01'),
  leapRule: 'feb-28',
  time: '09:00',
  zone: 'Asia/Baghdad',
};

describe('the n-th keeping', () => {
  it('is the day itself plus n years, and there is no keeping of the day itself', () => {
    expect(keepingOf(ashraf, 2)).toMatchObject({ n: 2, year: 2015, day: '2015-09-01' });
    expect(keepingOf(ashraf, 2)?.at.toISOString()).toBe('2015-09-01T06:00:00.000Z');
    expect(keepingOf(ashraf, 0)).toBeNull();
    expect(keepingOf(ashraf, -1)).toBeNull();
    expect(keepingOf(ashraf, 1.5)).toBeNull();
  });

  it.each([
    ['feb-28', 1, '2025-02-28'],
    ['feb-28', 4, '2028-02-29'],
    ['mar-1', 1, '2025-03-01'],
    ['mar-1', 4, '2028-02-29'],
    ['leap-years-only', 1, null],
    ['leap-years-only', 4, '2028-02-29'],
    ['leap-years-only', 76, null],
    ['feb-28', 76, '2100-02-28'],
  ] as const)('of 29 February 2024 by the rule %s is, for n = %d, %s', (rule, n, expected) => {
    expect(dayOfKeeping(day('2024-02-29'), rule, n)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2023-03-31', '02:30', 1, '2024-03-31T01:30:00.000Z', 'a gap runs later'],
    [
      'Europe/Berlin',
      '2023-10-27',
      '02:30',
      1,
      '2024-10-27T00:30:00.000Z',
      'an overlap runs once, at the first',
    ],
    [
      'America/Santiago',
      '2023-09-08',
      '00:00',
      1,
      '2024-09-08T04:00:00.000Z',
      'a gap at midnight runs at one',
    ],
    [
      'Pacific/Apia',
      '2010-12-30',
      '09:00',
      1,
      '2011-12-30T19:00:00.000Z',
      'a day the zone left out runs a day later',
    ],
    [
      'Asia/Kathmandu',
      '2023-05-01',
      '09:00',
      1,
      '2024-05-01T03:15:00.000Z',
      'a zone with a quarter of an hour',
    ],
  ])('in %s of %s at %s: %d → %s (%s)', (zone, from, time, n, at) => {
    expect(keepingOf({ day: day(from), leapRule: 'feb-28', time, zone }, n)?.at.toISOString()).toBe(at);
  });

  it('is found in a span once, whatever the span cuts', () => {
    const years = (from: string, until: string) =>
      keepingsBetween(ashraf, new Date(from), new Date(until)).map((keeping) => keeping.year);
    expect(years('2026-08-01T00:00:00Z', '2026-08-31T00:00:00Z')).toEqual([]);
    expect(years('2026-08-03T00:00:00Z', '2026-09-02T00:00:00Z')).toEqual([2026]);
    expect(years('2026-09-01T06:00:00Z', '2026-12-01T00:00:00Z')).toEqual([]);
    expect(years('2013-08-01T00:00:00Z', '2016-12-01T00:00:00Z')).toEqual([2014, 2015, 2016]);
    const newYear: KeepingRule = {
      day: day('2020-01-01'),
      leapRule: 'feb-28',
      time: '00:30',
      zone: 'Pacific/Kiritimati',
    };
    expect(
      keepingsBetween(newYear, new Date('2025-12-31T00:00:00Z'), new Date('2025-12-31T23:00:00Z')),
    ).toHaveLength(1);
  });

  it('goes on and on', () => {
    const next = nextKeepings(ashraf, new Date('2026-11-24T00:00:00Z'), 3);
    expect(next.map(({ n, day }) => [n, day])).toEqual([
      [14, '2027-09-01'],
      [15, '2028-09-01'],
      [16, '2029-09-01'],
    ]);
    const leap: KeepingRule = { ...ashraf, day: day('2024-02-29'), leapRule: 'leap-years-only' };
    expect(nextKeepings(leap, new Date('2026-11-24T00:00:00Z'), 2).map((keeping) => keeping.n)).toEqual([
      4, 8,
    ]);
  });

  it('needs a zone that exists', () => {
    expect(isZone('Asia/Baghdad')).toBe(true);
    expect(isZone('UTC')).toBe(true);
    expect(isZone('Asia/Bagdad')).toBe(false);
    expect(isZone('+03:00')).toBe(false);
  });
});
