import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId } from '../../kernel/id.js';
import type { CampaignFace } from './campaign-face.js';
import type { CampaignState } from './campaign.rules.js';
import type { DemandKind, DemandStatus } from './demand.rules.js';
import type { PublishedRecord } from './published-record.js';

/** The states in which a campaign has public pages; in the others its slug answers as if it did not exist. */
export type PublishedState = Extract<CampaignState, 'open' | 'paused' | 'closed' | 'archived'>;

/**
 * One source of a fact. `by` names who asserts it in the language of the page; `url` is absent where it was never
 * published on the web.
 */
export interface PublishedSource {
  readonly by: string;
  readonly date?: CalendarDate;
  readonly url?: string;
}

/** Why a fact has no single day: it lasts since a day, it lies around one, or its day is not known. */
export type IncidentWhen =
  { readonly on: CalendarDate } | { readonly since: CalendarDate } | { readonly undated: string };

/**
 * One fact of the timeline, in the file's order. `undated` holds the words that stand where a date would ('before
 * and after'). `hungerStrikeDays` is the longest day count of a hunger strike, a number to be formatted by locale.
 */
export interface PublishedIncident {
  readonly key: string;
  readonly kind: string;
  readonly when: IncidentWhen;
  readonly text: string;
  readonly hungerStrikeDays?: number;
  readonly source: PublishedSource;
}

/** One demand. Days open are counted by the page from `openSince`, so that they are right on the day it is read. */
export interface PublishedDemand {
  readonly key: string;
  readonly kind: DemandKind;
  readonly title: string;
  readonly text: string;
  readonly status: DemandStatus;
  readonly statusAsOf: CalendarDate;
  /** Where the status is from, in the page's language; absent: not said. */
  readonly statusSource?: string;
  readonly openSince: CalendarDate;
  /** Keys of bodies, each found in `bodies`. */
  readonly addressees: readonly string[];
}

/** A body as the public sees it: never a seat, never an address. */
export interface PublishedBody {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  /** A party accused by the campaign: it is given totals, never a name. */
  readonly adverse: boolean;
}

/** What a 29 February becomes in a common year. */
export type LeapRule = 'feb-28' | 'mar-1' | 'leap-years-only';

/** An anniversary's rule, enough to say which keeping comes next. */
export interface PublishedAnniversary {
  readonly key: string;
  readonly day: CalendarDate;
  readonly leapRule: LeapRule;
  /** `HH:MM`, local in `zone`. */
  readonly time: string;
  readonly zone: string;
}

/** Everything a campaign's page says in one language, attributed to the campaign and dated. */
export interface PublishedTexts {
  readonly title: string;
  /** One or two sentences for lists, descriptions and share cards. */
  readonly summary: string;
  /** The name of those who speak ('the campaign …'): the service never speaks in its own voice. */
  readonly attribution: string;
  /** Paragraphs of plain text. */
  readonly statement: readonly string[];
  readonly demands: readonly PublishedDemand[];
  readonly timeline: readonly PublishedIncident[];
  readonly grounds: readonly { readonly key: string; readonly text: string }[];
  readonly bodies: readonly PublishedBody[];
  readonly anniversaries: readonly PublishedAnniversary[];
}

/** The JSON document of a published campaign: its texts by locale, whole in each. */
export interface PublishedDocument {
  /** The day of the statement: everything it asserts is asserted as of then. */
  readonly statementDate: CalendarDate;
  /** By locale; every locale of the campaign is present. */
  readonly texts: Readonly<Record<string, PublishedTexts>>;
  /** What its pages ask and offer; absent in a document from before there was a choice. */
  readonly face?: CampaignFace;
  readonly record: PublishedRecord;
}

/** A campaign as the public web process reads it. */
export interface PublishedCampaign {
  readonly id: CampaignId;
  readonly slug: string;
  readonly state: PublishedState;
  /** In the file's order; the first is not special. */
  readonly locales: readonly string[];
  readonly defaultLocale: string;
  /** The sha256 (hex) of the exact text that a signature supports; the sign form carries it. */
  readonly textVersion: string;
  /** How many signatures are aimed at; null: no goal. */
  readonly goal: number | null;
  readonly document: PublishedDocument;
  /** Origins whose pages may show the form in a frame, as a Content-Security-Policy names them. */
  readonly embedOrigins: readonly string[];
  /** What follows signing, mail and page alike, says nothing of the cause. */
  readonly neutral: boolean;
  /** The whole instance takes no signatures at the moment. */
  readonly signingRests: boolean;
  /** Changes with every change of what is shown, the state included; opaque. */
  readonly etag: string;
}

/** The texts in a language, or in the campaign's default language where it has none. */
export function textsIn(campaign: PublishedCampaign, locale: string): PublishedTexts {
  const { texts } = campaign.document;
  const found = texts[locale] ?? texts[campaign.defaultLocale];
  if (!found) throw new Error(`the published campaign ${campaign.slug} lacks its default language`);
  return found;
}
