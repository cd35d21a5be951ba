import type { Language } from '../../platform/i18n/texts.js';

/** Where and when a page is read. */
export interface Reading {
  readonly t: Language;
  /** '' or '/fa': what the address began with. */
  readonly prefix: string;
  readonly origin: string;
  readonly now: Date;
}
