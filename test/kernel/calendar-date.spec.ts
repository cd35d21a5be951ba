import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  calendarDate,
  daysBetween,
  dayIn,
  parseCalendarDate,
} from '../../src/kernel/calendar-date.js';

describe('a calendar date', () => {
  it('is read only when the day exists', () => {
    expect(parseCalendarDate('2024-02-29')).toBe('2024-02-29');
    expect(parseCalendarDate('2023-02-29')).toBeNull();
    expect(parseCalendarDate('2023-2-1')).toBeNull();
  });

  it('counts days across a leap day', () => {
    expect(daysBetween(calendarDate(2013, 9, 1), calendarDate(2015, 9, 1))).toBe(730);
    expect(addDays(calendarDate(2024, 2, 28), 1)).toBe('2024-02-29');
  });

  it('depends on the zone', () => {
    expect(dayIn('Asia/Baghdad', new Date('2015-08-31T22:00:00Z'))).toBe('2015-09-01');
    expect(dayIn('UTC', new Date('2015-08-31T22:00:00Z'))).toBe('2015-08-31');
  });
});
