import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { DemandModel } from './campaign-page.model.js';
import type { ExchangeModel } from './told.model.js';

/** What one campaign asks of a body, in its own words. */
export interface BodyCampaignModel extends ExchangeModel {
  readonly slug: string;
  readonly title: string;
  readonly attribution: string;
  /** Set where its texts are not in the page's language. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly adverse: boolean;
  readonly ended: boolean;
  readonly demands: readonly DemandModel[];
}

/** Everything a body's page says, in one language, on one day. */
export interface BodyPageModel {
  readonly t: Language;
  readonly prefix: string;
  readonly origin: string;
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly campaigns: readonly BodyCampaignModel[];
  readonly demands: number;
  readonly unmet: number;
  readonly letters: number;
  readonly answers: number;
  /** The demand that waits longest; null where none is open. */
  readonly oldest: { readonly since: CalendarDate; readonly days: number } | null;
}
