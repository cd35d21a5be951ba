import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { DemandStatus } from './demand.rules.js';
import type { RecordSection } from './record-section.js';

/** Words by language; the campaign's default language is always there. */
export type InLanguages = Readonly<Record<string, string>>;

/** A demand whose status became another. */
export interface PublishedChange {
  readonly demand: string;
  readonly status: DemandStatus;
  readonly asOf: CalendarDate;
  /** The UTC day on which the campaign said so. */
  readonly saidOn: CalendarDate;
  readonly source: InLanguages;
}

/** What a body answered, as the campaign sums it up. */
export interface PublishedAnswer {
  /** Counts within the campaign; never given twice. */
  readonly number: number;
  /** The body's key. */
  readonly body: string;
  readonly on: CalendarDate;
  readonly saidOn: CalendarDate;
  readonly summary: InLanguages;
  readonly source: InLanguages;
  readonly sourceUrl?: string;
}

/** A letter that was approved and accepted by a body's mail server, without its form of address. */
export interface PublishedLetter {
  readonly number: number;
  readonly body: string;
  readonly on: CalendarDate;
  /** The language it was written in. */
  readonly locale: string;
  readonly subject: string;
  /** Absent where the body may be told more than totals: then only that it was sent is public. */
  readonly words?: string;
}

/** What a campaign tells beside its statement and its demands; every list newest first, endorsements in the file's order. */
export interface PublishedRecord {
  readonly endorsements: RecordSection['endorsements'];
  readonly updates: RecordSection['updates'];
  readonly answers: readonly PublishedAnswer[];
  readonly letters: readonly PublishedLetter[];
  readonly changes: readonly PublishedChange[];
}
