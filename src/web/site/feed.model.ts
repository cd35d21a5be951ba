import type { CalendarDate } from '../../kernel/calendar-date.js';

/** One thing that happened, as a feed reader shows it. */
export interface FeedEntry {
  /** A `urn:uuid:` that stays the same whatever is mended in its words. */
  readonly id: string;
  readonly title: string;
  /** The day it was said; feeds know instants, so it is taken as the beginning of that day in UTC. */
  readonly on: CalendarDate;
  /** Where it stands. */
  readonly href: string;
  /** What it is, for readers that sort. */
  readonly category: 'update' | 'demand' | 'answer';
  readonly paragraphs: readonly string[];
}

/** A campaign's feed in one language. */
export interface FeedModel {
  readonly id: string;
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly subtitle: string;
  /** Who speaks. */
  readonly author: string;
  readonly page: string;
  readonly self: string;
  readonly updated: CalendarDate;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
}
