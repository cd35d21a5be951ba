import type { Locale } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';

/** Where and when a page is read. */
export interface Reading {
  readonly t: Language;
  /** '' or '/fa': what the address began with. */
  readonly prefix: string;
  readonly origin: string;
  /** The language the reader would rather have than the address's. */
  readonly offer?: Locale | null;
  readonly now: Date;
}
