import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, calendarDate, isLeapYear, partsOf } from '../../kernel/calendar-date.js';
import type { LeapRule } from './occurrence.rules.js';

/** When a day is kept: the day it counts from, and the local time in an IANA zone. */
export interface KeepingRule {
  readonly day: CalendarDate;
  readonly leapRule: LeapRule;
  /** `HH:MM`, local. */
  readonly time: string;
  readonly zone: string;
}

/** One year's keeping: the n-th, its day and its instant. */
export interface Keeping {
  readonly n: number;
  readonly year: number;
  readonly day: CalendarDate;
  readonly at: Date;
}

/** The day of the n-th keeping, computed from the first day itself; null when that year has none, or n is not 1 or more. */
export function dayOfKeeping(day: CalendarDate, leapRule: LeapRule, n: number): CalendarDate | null {
  if (!Number.isInteger(n) || n < 1) return null;
  const { year, month, day: dayOfMonth } = partsOf(day);
  const wanted = year + n;
  if (month !== 2 || dayOfMonth !== 29 || isLeapYear(wanted)) return calendarDate(wanted, month, dayOfMonth);
  if (leapRule === 'leap-years-only') return null;
  return leapRule === 'mar-1' ? calendarDate(wanted, 3, 1) : calendarDate(wanted, 2, 28);
}

/**
 * The n-th keeping. A local time that the zone leaves out runs later by the length of the gap, one that it has twice
 * runs once, at the first (RFC 5545 §3.3.5, Temporal's 'compatible').
 */
export function keepingOf(rule: KeepingRule, n: number): Keeping | null {
  const day = dayOfKeeping(rule.day, rule.leapRule, n);
  if (day === null) return null;
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(rule.time));
  const zoned = local.toZonedDateTime(rule.zone, { disambiguation: 'compatible' });
  return { n, year: partsOf(day).year, day, at: new Date(zoned.epochMilliseconds) };
}

/** The keepings whose instant lies after `from` and not after `until`, in order. */
export function keepingsBetween(rule: KeepingRule, from: Date, until: Date): Keeping[] {
  const first = partsOf(rule.day).year;
  const keepings: Keeping[] = [];
  // A year either side, since a zone may lie a day from UTC.
  for (let year = from.getUTCFullYear() - 1; year <= until.getUTCFullYear() + 1; year += 1) {
    const keeping = keepingOf(rule, year - first);
    if (keeping && keeping.at > from && keeping.at <= until) keepings.push(keeping);
  }
  return keepings;
}

/** The next keepings after an instant; fewer only if the calendar ends. */
export function nextKeepings(rule: KeepingRule, after: Date, count: number): Keeping[] {
  const keepings: Keeping[] = [];
  const first = partsOf(rule.day).year;
  for (let n = Math.max(1, after.getUTCFullYear() - first - 1); keepings.length < count; n += 1) {
    if (first + n > 9998) break;
    const keeping = keepingOf(rule, n);
    if (keeping && keeping.at > after) keepings.push(keeping);
  }
  return keepings;
}

/** Whether a text names a zone that this machine's tables know. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*$/.test(zone);
  } catch {
    return false;
  }
}
