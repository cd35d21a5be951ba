import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { BarRow } from './chart.rules.js';
import type { NewestNames } from '../../domain/signatures/public-names.js';

/** How many signed in a country, which is named from ten upwards. */
export interface CountryFigure {
  readonly name: string;
  readonly confirmed: number;
}

/** What the page tells of the signatures beside their number. */
export interface RecordModel {
  /** Null before anybody has confirmed. */
  readonly byDay: BarRow | null;
  /** The largest first. */
  readonly byCountry: readonly CountryFigure[];
  /** Of countries that are not named, or no country given. */
  readonly elsewhere: number;
  readonly asOf: CalendarDate;
  readonly names: NewestNames;
}
