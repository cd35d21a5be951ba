import { fingerprint, type Sha256 } from '../letters/fingerprint.js';
import type { Edition, SeatLetter } from './mailing-content.store.js';
import type { Schedule } from './mailing.rules.js';
import type { SupportersRule } from './supporters-rule.js';

/** The four names of what an approval binds. */
export interface MailingSeal {
  readonly contentSha256: Sha256;
  readonly audienceSha256: Sha256;
  readonly scheduleSha256: Sha256;
  /** Content, audience and schedule in one. */
  readonly sha256: Sha256;
}

/** What is bound: the rendered content, those who get it, and when. */
export interface Sealable extends Schedule {
  readonly seats: readonly SeatLetter[];
  readonly editions: readonly Edition[];
  readonly rule: SupportersRule | null;
}

/**
 * The seal of a mailing, computed from what is stored, so that whoever recomputes it sees any change. A body letter's
 * audience is the sorted list of (seat, address, language), the supporters' is its rule.
 */
export function sealMailing(mailing: Sealable): MailingSeal {
  const content = fingerprint({
    seats: mailing.seats.map(({ seatId, subject, text, html }) => ({ seatId, subject, text, html })),
    editions: mailing.editions.map(({ locale, subject, text, html }) => ({ locale, subject, text, html })),
  });
  const audience = fingerprint({
    seats: mailing.seats.map(({ seatId, address, addressee, locale }) => [
      seatId,
      address,
      addressee,
      locale,
    ]),
    rule: mailing.rule && { news: mailing.rule.news, confirmedUntil: mailing.rule.confirmedUntil },
  });
  const schedule = fingerprint({
    sendAt: mailing.sendAt.toISOString(),
    zone: mailing.zone,
    graceMinutes: mailing.graceMinutes,
  });
  return {
    contentSha256: content,
    audienceSha256: audience,
    scheduleSha256: schedule,
    sha256: fingerprint({ content, audience, schedule }),
  };
}
