import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { BodyId, CampaignId } from '../../kernel/id.js';

/** A demand in one language. */
export interface DemandText {
  readonly title: string;
  readonly text: string;
}

/** A demand as mailings need it. */
export interface DemandFacts {
  readonly key: string;
  readonly status: string;
  readonly asOf: CalendarDate;
  readonly openSince: CalendarDate;
  readonly bodyIds: readonly BodyId[];
  readonly texts: Readonly<Record<string, DemandText>>;
}

/** What a letter tells of its campaign. */
export interface CampaignFacts {
  readonly id: CampaignId;
  readonly slug: string;
  readonly state: string;
  readonly defaultLocale: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly demands: readonly DemandFacts[];
}

/** What there is in a language: the language's own, else the campaign's first. */
export function inLanguage<T>(
  by: Readonly<Record<string, T>>,
  locale: string,
  fallback: string,
): T | undefined {
  return by[locale] ?? by[locale.split('-')[0] ?? locale] ?? by[fallback] ?? Object.values(by)[0];
}
