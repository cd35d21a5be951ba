import { Temporal } from 'temporal-polyfill';
import type { Pace } from './pace.rules.js';

const WEEK = 7;

/** The hours of a lane that are or come next; `closes` null: it has none, and is always open. */
export interface OpenHours {
  /** The instant from which the lane may send: `now` itself while it is open. */
  readonly opens: Date;
  /** From this instant on it may not. */
  readonly closes: Date | null;
}

/** The window that is open at an instant, else the next one. */
export function openHours(pace: Pace, now: Date): OpenHours {
  const { windowFrom, windowUntil, weekdays } = pace;
  if (!windowFrom && !windowUntil && !weekdays) return { opens: now, closes: null };
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
    return {
      opens: new Date(Math.max(opens.epochMilliseconds, now.getTime())),
      closes: new Date(closes.epochMilliseconds),
    };
  }
  throw new RangeError('the lane has no weekday on which it may send');
}

/** Null for an end at midnight, however it is written. */
function endOf(until: string | null): Temporal.PlainTime | null {
  return until === null || until.startsWith('24:00') ? null : Temporal.PlainTime.from(until);
}
