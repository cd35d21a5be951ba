import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Standing } from '../../domain/campaigns/standing.rules.js';
import type { PublishedSource } from '../../domain/campaigns/published-campaign.js';
import type { BodyAnswerModel } from '../parts/body-answer.view.js';

/** Somebody's public support, in one language. */
export interface EndorsementModel {
  readonly key: string;
  readonly name: string;
  readonly office: string | null;
  /** Paragraphs of what was said; none where only the support is known. */
  readonly words: readonly string[];
  readonly on: CalendarDate;
  readonly source: PublishedSource;
}

/** Those of one standing. */
export interface StandingModel {
  readonly standing: Standing;
  readonly endorsements: readonly EndorsementModel[];
}

/** One piece of news, in paragraphs. */
export interface UpdateModel {
  readonly key: string;
  readonly on: CalendarDate;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** What a body answered, with the number it stands under. */
export interface AnswerModel extends BodyAnswerModel {
  readonly number: number;
}

/** A letter that was sent. */
export interface LetterModel {
  readonly number: number;
  readonly on: CalendarDate;
  /** The language it was written in. */
  readonly locale: string;
  readonly subject: string;
  /** Paragraphs; null where they are not public. */
  readonly words: readonly string[] | null;
}

/** What passed between a campaign and a body, the newest first. */
export interface ExchangeModel {
  readonly answers: readonly AnswerModel[];
  readonly letters: readonly LetterModel[];
}

/** What a campaign tells beside its statement and demands, in one language. */
export interface ToldModel {
  readonly standings: readonly StandingModel[];
  readonly updates: readonly UpdateModel[];
  /** By the body's key. */
  readonly exchanges: ReadonlyMap<string, ExchangeModel>;
}
