import type { CalendarDate } from '../../kernel/calendar-date.js';

/** The audience of a supporters' mailing is its rule: withdrawals and suppressions may shrink it, nothing may widen it. */
export interface SupportersRule {
  /** Only those who asked for news. */
  readonly news: true;
  /** Only those confirmed on this day or before. */
  readonly confirmedUntil: CalendarDate;
}
