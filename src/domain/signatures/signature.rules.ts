import { type CalendarDate, utcDay } from '../../kernel/calendar-date.js';

/** What became of a signature; `held` stands beside it. */
export const signatureStates = ['pending', 'confirmed', 'withdrawn', 'expired'] as const;
export type SignatureState = (typeof signatureStates)[number];

/** Who may see a signature, from nobody upwards. */
export type Visibility = 'counted' | 'initials' | 'name';

/** Whether a person is to look at a signature before it counts (quarantined), or has thrown it out (invalidated). */
export type Held = 'no' | 'quarantined' | 'invalidated';

/**
 * pending ──confirm──▶ confirmed ──withdraw──▶ withdrawn ──sign again──▶ pending
 *     └──expire──▶ expired ──sign again──▶ pending                 (held stands beside the state)
 */
export const signatureTransitions = {
  pending: ['confirmed', 'expired'],
  confirmed: ['withdrawn'],
  expired: ['pending'],
  withdrawn: ['pending'],
} as const satisfies Record<SignatureState, readonly SignatureState[]>;

/** Whether a signature is in the count that the public sees. */
export function isCounted(state: SignatureState, held: Held): boolean {
  return state === 'confirmed' && held === 'no';
}

/** How far an unsubscribing goes; `none`: it was taken back. */
export type NewsReach = 'campaign' | 'instance' | 'none';

/** Mails to one address and campaign within seven days, whatever they are. */
export const MAILS_A_WEEK = 3;

/**
 * Mails within seven days to all spellings that most likely reach one mailbox (plus-tags, a provider's dots): else a
 * flood need only change the spelling. Twice as many as for one, for whoever really uses two.
 */
export const MAILS_A_WEEK_TO_SPELLINGS = 6;

/** How long a confirmation's link works. */
export const CONFIRM_HOURS = 72;

/** A reminder leaves while so much of the confirmation's time is left. */
export const REMIND_BEFORE_MS = { from: 48 * 3_600_000, until: 24 * 3_600_000 } as const;

/**
 * How far back the hourly looks go for whoever has not confirmed; the day of signing leads to the rows. Each new mail
 * gives 72 hours more, so a row may wait longer: its link ends all the same, and the row goes with the weekly purge.
 */
export const LOOK_BACK_DAYS = 30;

/** How long the link to *my signature* works. */
export const ME_DAYS = 30;

/** What the worker knows of an address in a campaign when it opens a form. */
export interface Known {
  /** Null: the address is unknown there. */
  readonly state: SignatureState | null;
  /** 'It was not me': nothing more is done for this address. */
  readonly disowned: boolean;
  /** Mails that the address was sent in the last seven days, of both places. */
  readonly mailsThisWeek: number;
  /** Those that other spellings of it were sent. */
  readonly mailsToSpellings?: number;
  /** Whether one of them said that it has signed already. */
  readonly toldThisWeek: boolean;
}

/** What is done with the row and what the address receives; the sender of the form learns neither. */
export interface Decision {
  readonly row: 'create' | 'replace' | 'keep';
  readonly mail: 'confirmation' | 'already-signed' | 'my-page' | null;
}

const nothing: Decision = { row: 'keep', mail: null };

/** Whether nothing more is mailed to an address whatever is asked: it said so, or it or its spellings had the week's mails. */
function isSilent({ disowned, mailsThisWeek, mailsToSpellings = 0 }: Known): boolean {
  return (
    disowned || mailsThisWeek >= MAILS_A_WEEK || mailsThisWeek + mailsToSpellings >= MAILS_A_WEEK_TO_SPELLINGS
  );
}

/**
 * What a signature's form does (the table of the domain document). When the week's mails are used up nothing changes:
 * else anybody could make the link of a mail that lies in the mailbox useless, or change what it confirms.
 */
export function decideSign(known: Known): Decision {
  if (isSilent(known)) return nothing;
  switch (known.state) {
    case null:
      return { row: 'create', mail: 'confirmation' };
    case 'pending':
    case 'expired':
    case 'withdrawn':
      return { row: 'replace', mail: 'confirmation' };
    case 'confirmed':
      return known.toldThisWeek ? nothing : { row: 'keep', mail: 'already-signed' };
  }
}

/** What asking for the confirmation mail again does: the same link once more, or the word that all is done. */
export function decideResend(known: Known): Decision {
  if (isSilent(known)) return nothing;
  if (known.state === 'pending') return { row: 'keep', mail: 'confirmation' };
  if (known.state === 'confirmed' && !known.toldThisWeek) return { row: 'keep', mail: 'already-signed' };
  return nothing;
}

/** What asking for the link to *my signature* does. */
export function decideMyPage(known: Known): Decision {
  if (isSilent(known) || known.state !== 'confirmed') return nothing;
  return { row: 'keep', mail: 'my-page' };
}

/** What decides whether somebody is reminded, beside what is known of the address. */
export interface Unconfirmed {
  readonly signedOn: CalendarDate;
  readonly expiresAt: Date | null;
  readonly remindedOn: CalendarDate | null;
  readonly held: Held;
}

/**
 * Whether a pending signature is due for its one reminder. No moment of signing is kept, so a day after it is when it was
 * signed on an earlier day and at most 48 of its 72 hours are left; with less than a day left, one is not begun.
 */
export function isReminderDue(row: Unconfirmed, now: Date): boolean {
  if (row.remindedOn !== null || row.held === 'invalidated' || row.expiresAt === null) return false;
  const left = row.expiresAt.getTime() - now.getTime();
  return row.signedOn < utcDay(now) && left <= REMIND_BEFORE_MS.from && left > REMIND_BEFORE_MS.until;
}

/** Whether the reminder leaves: not to who confirmed meanwhile or was never there, and not beyond the week's mails. */
export function decideReminder(known: Known): Decision {
  if (known.state !== 'pending' || known.disowned || known.mailsThisWeek >= MAILS_A_WEEK) return nothing;
  return { row: 'keep', mail: 'confirmation' };
}

/** The end of a confirmation's time, rounded up to the hour: a row must not tell the minute it came in. */
export function confirmUntil(now: Date): Date {
  const HOUR_MS = 3_600_000;
  return new Date(Math.ceil((now.getTime() + CONFIRM_HOURS * HOUR_MS) / HOUR_MS) * HOUR_MS);
}
