import type { Edition, SeatLetter } from '../../domain/mailings/mailing-content.store.js';
import type { SeatStatus } from '../../domain/mailings/mailing-status.js';
import { isLocale, localeNames } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import type { RecipientModel } from './mailing.model.js';

/** The seats of a mailing with how far each letter has come. */
export function seatModels(
  letters: readonly SeatLetter[],
  statuses: readonly SeatStatus[],
): RecipientModel[] {
  const progress = new Map(statuses.map((status) => [status.seatId, status]));
  return letters.map(({ seatId, addressee, address, locale, disclosure, subject }) => ({
    key: seatId,
    addressee,
    address,
    locale,
    totalsOnly: disclosure === 'totals',
    subject,
    progress: progress.get(seatId)?.state ?? null,
    reply: progress.get(seatId)?.replyCode?.toString() ?? null,
  }));
}

/** The languages of a supporters' mailing; the supporters themselves are only counted. */
export function editionModels(editions: readonly Edition[], t: Language): RecipientModel[] {
  return editions.map(({ locale, subject }) => ({
    key: locale,
    addressee: `${t.say('console.mailing.all-readers')}: ${isLocale(locale) ? localeNames[locale] : locale}`,
    address: null,
    locale,
    totalsOnly: false,
    subject,
    progress: null,
    reply: null,
  }));
}
