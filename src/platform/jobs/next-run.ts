import { Temporal } from 'temporal-polyfill';

/** When a recurring job runs: every so many seconds (counted from the epoch, so that all processes agree), or each day at a local time. */
export type Recurrence =
  | { readonly everySeconds: number }
  | {
      /** `HH:MM`. */
      readonly dailyAt: string;
      /** IANA zone. A time that a day leaves out comes later by the gap, one that it has twice comes once. */
      readonly zone: string;
    };

/** The first run after an instant. */
export function nextRun(recurrence: Recurrence, after: Date): Date {
  if ('everySeconds' in recurrence) {
    const step = recurrence.everySeconds * 1_000;
    return new Date((Math.floor(after.getTime() / step) + 1) * step);
  }
  const { dailyAt, zone } = recurrence;
  const now = Temporal.Instant.fromEpochMilliseconds(after.getTime());
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const time = Temporal.PlainTime.from(dailyAt);
  for (let day = today; ; day = day.add({ days: 1 })) {
    const run = day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    if (run > after.getTime()) return new Date(run);
  }
}
