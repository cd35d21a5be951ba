import { Temporal } from 'temporal-polyfill';
import type { Pace } from './pace.rules.js';

const WEEK = 7;

/** The instant from which the lane may send: `now` itself while its window is open, else its next opening. */
export function opensAt(pace: Pace, now: Date): Date {
  const { windowFrom, windowUntil, weekdays } = pace;
  if (!windowFrom && !windowUntil && !weekdays) return now;
  const zone = pace.zone ?? 'UTC';
  const from = Temporal.PlainTime.from(windowFrom ?? '00:00');
  const until = endOf(windowUntil);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  // From yesterday, whose night may still be open, to the same weekday of next week.
  for (let ahead = -1; ahead <= WEEK; ahead += 1) {
    const day = today.add({ days: ahead });
    if (weekdays && !weekdays.includes(day.dayOfWeek)) continue;
    const overnight = until === null || Temporal.PlainTime.compare(until, from) <= 0;
    const opens = day.toZonedDateTime({ timeZone: zone, plainTime: from });
    const closes = (overnight ? day.add({ days: 1 }) : day).toZonedDateTime({
      timeZone: zone,
      plainTime: until ?? '00:00',
    });
    if (closes.epochMilliseconds <= now.getTime()) continue;
    return new Date(Math.max(opens.epochMilliseconds, now.getTime()));
  }
  throw new RangeError('the lane has no weekday on which it may send');
}

/** Null for an end at midnight, however it is written. */
function endOf(until: string | null): Temporal.PlainTime | null {
  return until === null || until.startsWith('24:00') ? null : Temporal.PlainTime.from(until);
}
