declare const brand: unique symbol;

/** A day of the proleptic Gregorian calendar as `YYYY-MM-DD` (RFC 3339 full-date); no time, no zone. */
export type CalendarDate = string & { readonly [brand]: 'calendar-date' };

const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads a day; null unless it exists in the calendar. */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().startsWith(text) ? (text as CalendarDate) : null;
}

/** The day of a year, month (1 to 12) and day of month; throws a RangeError where there is none. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const date = parseCalendarDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
  if (!date) throw new RangeError(`no such day: ${String(year)}-${String(month)}-${String(day)}`);
  return date;
}

/** Year, month (1 to 12) and day of a date. */
export function partsOf(date: CalendarDate): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** The UTC day an instant falls on. */
export function utcDay(instant: Date): CalendarDate {
  return instant.toISOString().slice(0, 10) as CalendarDate;
}

/** The day an instant falls on in an IANA zone. */
export function dayIn(zone: string, instant: Date): CalendarDate {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return format.format(instant) as CalendarDate;
}

/** Whole days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The day that many days later (or earlier, for a negative number). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return utcDay(new Date(Date.parse(date) + days * DAY_MS));
}

/** Whether a year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
