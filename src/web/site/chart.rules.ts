import { addDays, calendarDate, type CalendarDate, partsOf } from '../../kernel/calendar-date.js';

/** How many confirmed from one day to another, both included. */
export interface Bar {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly confirmed: number;
}

/** What a bar stands for. */
export type BarUnit = 'day' | 'week' | 'month' | 'year';

/** A row of bars without a gap, oldest first. */
export interface BarRow {
  readonly unit: BarUnit;
  readonly bars: readonly Bar[];
}

type Days = readonly { readonly day: CalendarDate; readonly confirmed: number }[];

/** More bars than this cannot be told apart on a phone. */
export const MOST_BARS = 60;
/** A campaign's first days stand at the end of a fortnight, not alone. */
const LEAST_DAYS = 14;
/** Nobody draws more, whatever a day says. */
const MOST_SPANS = 1_000;
const units = ['day', 'week', 'month', 'year'] as const satisfies readonly BarUnit[];

/**
 * Signatures by day from the first to today (or the last that is known), in the smallest unit that fits: days, weeks
 * from Monday, months, years. Every signature is in one bar; a bar reaches beyond today where its unit does.
 */
export function barRow(days: Days, today: CalendarDate): BarRow {
  const known = days.map(({ day }) => day);
  const last = [today, ...known].reduce((a, b) => (a > b ? a : b));
  const first = [addDays(last, 1 - LEAST_DAYS), ...known].reduce((a, b) => (a < b ? a : b));
  const unit = units.find((one) => spansOf(one, first, last).length <= MOST_BARS) ?? 'year';
  return { unit, bars: filled(spansOf(unit, first, last), days) };
}

type Span = Omit<Bar, 'confirmed'>;

function spansOf(unit: BarUnit, first: CalendarDate, last: CalendarDate): Span[] {
  const spans: Span[] = [];
  for (let from = beginning(unit, first); from <= last && spans.length < MOST_SPANS;) {
    const next = following(unit, from);
    spans.push({ from, until: addDays(next, -1) });
    from = next;
  }
  return spans;
}

/** The first day of the unit that a day lies in. */
function beginning(unit: BarUnit, day: CalendarDate): CalendarDate {
  const { year, month } = partsOf(day);
  switch (unit) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
    case 'month':
      return calendarDate(year, month, 1);
    case 'year':
      return calendarDate(year, 1, 1);
  }
}

function following(unit: BarUnit, from: CalendarDate): CalendarDate {
  const { year, month } = partsOf(from);
  switch (unit) {
    case 'day':
      return addDays(from, 1);
    case 'week':
      return addDays(from, 7);
    case 'month':
      return month === 12 ? calendarDate(year + 1, 1, 1) : calendarDate(year, month + 1, 1);
    case 'year':
      return calendarDate(year + 1, 1, 1);
  }
}

function filled(spans: readonly Span[], days: Days): Bar[] {
  const sums = new Array<number>(spans.length).fill(0);
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : 1));
  let place = 0;
  for (const { day, confirmed } of sorted) {
    while (place < spans.length - 1 && (spans[place]?.until ?? day) < day) place += 1;
    sums[place] = (sums[place] ?? 0) + confirmed;
  }
  return spans.map((span, at) => ({ ...span, confirmed: sums[at] ?? 0 }));
}
