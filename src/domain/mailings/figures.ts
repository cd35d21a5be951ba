import type { CalendarDate } from '../../kernel/calendar-date.js';

/** A demand as a letter names it: facts, before any language. */
export interface DemandFigure {
  readonly key: string;
  readonly status: string;
  readonly asOf: CalendarDate;
  readonly openSince: CalendarDate;
  /** Whole days open on the day the letter carries. */
  readonly daysOpen: number;
}

/** The numbers of a mailing, computed for its day when it is submitted and frozen with the approval. */
export interface Figures {
  readonly count: number;
  /** The day on which so many had confirmed. */
  readonly countAsOf: CalendarDate;
  /** The day the letter carries: the day of sending, in the mailing's zone. */
  readonly letterDate: CalendarDate;
  readonly demands: readonly DemandFigure[];
}
