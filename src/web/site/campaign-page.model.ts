import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { FormFields } from '../../domain/campaigns/campaign-face.js';
import type { PublishedDemand, PublishedTexts } from '../../domain/campaigns/published-campaign.js';
import type { Signing } from '../../domain/campaigns/signing.rules.js';
import type { Tally } from '../../domain/signatures/published-tally.js';
import type { Locale } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { PictureModel } from './look/picture.model.js';
import type { RecordModel } from './record.model.js';
import type { ToldModel } from './told.model.js';
import type { RefusedField } from '../parts/error-summary.view.js';

/** What was typed into the sign form, to be shown again. */
export interface SignValues {
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly comment: string;
  readonly postcode: string;
  readonly role: string;
  readonly visibility: string;
  readonly news: boolean;
}

/** A form nobody has touched: counted and shown to nobody, no news. */
export const emptyValues: SignValues = {
  name: '',
  email: '',
  country: '',
  comment: '',
  postcode: '',
  role: '',
  visibility: 'counted',
  news: false,
};

/** The form as it stands on the page. */
export interface SignFormModel {
  readonly values: SignValues;
  readonly refused: readonly RefusedField[];
  /** Heads the form instead of the count of refused fields, when it is not the form's fault that it was not taken. */
  readonly trouble?: string;
  readonly stamp: string;
}

/** A demand on one day: what the campaign publishes, with its addressees' names and the days counted. */
export interface DemandModel {
  readonly published: PublishedDemand;
  readonly daysOpen: number;
  readonly addressees: readonly string[];
}

/** Everything the campaign's page says, in one language, on one day. */
export interface CampaignPageModel {
  readonly t: Language;
  /** The language of the campaign's own texts: the page's, or its default where it has none in that. */
  readonly content: Locale;
  /** The picture that other sites show beside a link to it. */
  readonly card: { readonly path: string; readonly alt: string };
  readonly locales: readonly Locale[];
  readonly origin: string;
  readonly prefix: string;
  /** The language the reader would rather have than the address's, among the campaign's. */
  readonly offer: Locale | null;
  readonly slug: string;
  readonly signing: Signing;
  /** Where its quick exit leads; null: it offers none. */
  readonly exit: string | null;
  /** The style sheet of its own colours; null: it has none. */
  readonly accent: string | null;
  readonly picture: PictureModel | null;
  /** How the fields of its form stand. */
  readonly fields: FormFields;
  readonly texts: PublishedTexts;
  readonly statementDate: CalendarDate;
  readonly demands: readonly DemandModel[];
  readonly anniversary: { readonly date: CalendarDate; readonly ordinal: number } | null;
  readonly confirmed: number;
  readonly goal: number | null;
  /** The goal before, once it was reached. */
  readonly reached: number | null;
  /** Who confirmed and does not count, in whole tens. */
  readonly uncounted: Tally['uncounted'];
  readonly record: RecordModel;
  readonly told: ToldModel;
}
