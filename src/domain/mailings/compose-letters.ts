import { renderLetter } from '../../platform/templates/render-letter.js';
import { fingerprint } from '../letters/fingerprint.js';
import type { LetterVersion } from '../letters/letter.store.js';
import type { Addressee } from './addressee.js';
import { inLanguage } from './campaign-facts.js';
import { beyondTotals } from './disclosure.rules.js';
import { type LetterMatter, salutationOf, seatValues, supporterValues } from './letter-values.js';
import { MoreThanTotals, NoTextInLanguage } from './mailing.errors.js';
import type { Edition, SeatLetter } from './mailing-content.store.js';

/**
 * What each seat will get, in its language and with its form of address, in the order of the seats' ids. Throws
 * NoTextInLanguage where the letter is not written in a seat's language, and MoreThanTotals rather than letting an
 * adverse body have more than totals.
 */
export function composeSeatLetters(
  version: LetterVersion,
  matter: LetterMatter,
  seats: readonly Addressee[],
): SeatLetter[] {
  const sorted = [...seats].sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
  return sorted.map((seat, position) => {
    const locale = textLocale(version, seat);
    const values = seatValues(matter, seat, locale);
    const [beyond] = seat.adverse ? beyondTotals(Object.keys(values)) : [];
    if (beyond !== undefined) throw new MoreThanTotals(beyond);
    const mail = renderLetter({ locale, ...textIn(version, locale) }, values);
    const { defaultLocale } = matter.campaign;
    return {
      seatId: seat.seatId,
      bodyId: seat.bodyId,
      position,
      address: seat.address,
      addressee:
        inLanguage(seat.offices, locale, defaultLocale) ??
        inLanguage(seat.bodyNames, locale, defaultLocale) ??
        '',
      locale,
      disclosure: seat.adverse ? 'totals' : seat.disclosure,
      salutation: salutationOf(seat, locale),
      ...mail,
      sha256: fingerprint({ ...mail }),
    };
  });
}

/** Each language of a supporters' mailing, by locale, with slots where recipients differ. */
export function composeEditions(version: LetterVersion, matter: LetterMatter): Edition[] {
  return Object.keys(version.texts)
    .sort()
    .map((locale) => {
      const values = supporterValues(matter, locale);
      const mail = renderLetter({ locale, ...textIn(version, locale) }, values);
      return { locale, ...mail, sha256: fingerprint({ ...mail }) };
    });
}

function textLocale(version: LetterVersion, seat: Addressee): string {
  const base = seat.locale.split('-')[0] ?? seat.locale;
  const locale = [seat.locale, base].find((wanted) => version.texts[wanted] !== undefined);
  if (locale === undefined) throw new NoTextInLanguage(version.key, seat.locale, seat.address);
  return locale;
}

function textIn(version: LetterVersion, locale: string): { subject: string; body: string } {
  const text = version.texts[locale];
  if (!text) throw new NoTextInLanguage(version.key, locale, version.audience);
  return text;
}
