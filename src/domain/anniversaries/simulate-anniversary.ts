import type { CalendarDate } from '../../kernel/calendar-date.js';
import { letterLanguage } from '../../platform/i18n/letter-language.js';
import { keepingsBetween, type KeepingRule } from './keeping.js';

/** One keeping that a rule will bring. */
export interface SimulatedKeeping {
  readonly n: number;
  /** In words of the language. */
  readonly ordinal: string;
  readonly day: CalendarDate;
  readonly at: Date;
}

/** Tells the dates a rule gives within a span, without touching anything: a rule not yet saved will do. */
export function simulateAnniversary(
  rule: KeepingRule,
  span: { readonly from: Date; readonly until: Date },
  locale: string,
): SimulatedKeeping[] {
  return keepingsBetween(rule, span.from, span.until).map(({ n, day, at }) => ({
    n,
    ordinal: letterLanguage(locale).ordinal(n),
    day,
    at,
  }));
}
