import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween } from '../../../src/kernel/calendar-date.js';
import { barRow, MOST_BARS } from '../../../src/web/site/chart.rules.js';

const day = (text: string) => text as CalendarDate;
const today = day('2026-11-29');

/** Some days of the last so many years, in any order, each once. */
const someDays = (years: number) =>
  fc
    .uniqueArray(fc.nat(years * 365), { maxLength: 80 })
    .chain((ago) =>
      fc.tuple(...ago.map((days) => fc.record({ ago: fc.constant(days), confirmed: fc.integer({ min: 1, max: 9_999 }) }))),
    )
    .map((found) => found.map(({ ago, confirmed }) => ({ day: addDays(today, -ago), confirmed }))); // prettier-ignore

const anyDays = fc.integer({ min: 1, max: 40 }).chain(someDays);
const sum = (rows: readonly { confirmed: number }[]) =>
  rows.reduce((all, { confirmed }) => all + confirmed, 0);

describe('the bars of a chart', () => {
  it('hold every signature once', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        const { bars } = barRow(days, today);
        expect(sum(bars)).toBe(sum(days));
        for (const bar of bars) {
          const within = days.filter((one) => one.day >= bar.from && one.day <= bar.until);
          expect(bar.confirmed).toBe(sum(within));
        }
      }),
    );
  });

  it('leave no gap, overlap nowhere, reach today and are few enough to be told apart', () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        const { bars } = barRow(days, today);
        bars.slice(1).forEach(({ from }, place) => {
          expect(from).toBe(addDays(bars[place]!.until, 1));
        });
        expect(bars.at(-1)!.until >= today).toBe(true);
        expect(bars.length).toBeLessThanOrEqual(MOST_BARS);
        expect(daysBetween(bars[0]!.from, bars.at(-1)!.until)).toBeGreaterThanOrEqual(13);
      }),
    );
  });

  it('are days, weeks from Monday, months or years, as the time asks for', () => {
    const since = (first: string) => barRow([{ day: day(first), confirmed: 1 }], today);
    expect(since('2026-11-29')).toMatchObject({ unit: 'day', bars: { length: 14 } });
    expect(since('2026-10-01')).toMatchObject({ unit: 'day', bars: { length: 60 } });
    expect(since('2026-09-30')).toMatchObject({ unit: 'week' });
    expect(since('2026-09-30').bars[0]).toEqual({ from: '2026-09-28', until: '2026-10-04', confirmed: 1 });
    expect(since('2024-02-29').bars[0]).toEqual({ from: '2024-02-01', until: '2024-02-29', confirmed: 1 });
    expect(since('2015-09-01')).toMatchObject({ unit: 'year', bars: { length: 12 } });
  });

  it('reach a day that lies ahead of ours', () => {
    const { bars } = barRow([{ day: day('2026-11-30'), confirmed: 3 }], today);
    expect(bars.at(-1)).toEqual({ from: '2026-11-30', until: '2026-11-30', confirmed: 3 });
  });
});
