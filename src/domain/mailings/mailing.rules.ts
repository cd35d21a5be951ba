import type { BatchState } from '../dispatch/batch.rules.js';

export const mailingStates = [
  'draft',
  'in_review',
  'approved',
  'materialising',
  'frozen',
  'cancelled',
] as const;
export type MailingState = (typeof mailingStates)[number];

/**
 * draft ──submit──▶ in_review ──approve──▶ approved ──due──▶ materialising ──▶ frozen (then its batch's state)
 *   ▲──────edit──────────┴──────────edit──────┘
 * any before frozen ──cancel, or past its grace──▶ cancelled
 */
export const mailingTransitions = {
  draft: ['in_review', 'cancelled'],
  in_review: ['approved', 'draft', 'cancelled'],
  approved: ['materialising', 'draft', 'cancelled'],
  materialising: ['frozen', 'cancelled'],
  frozen: [],
  cancelled: [],
} as const satisfies Record<MailingState, readonly MailingState[]>;

/** Whether a mailing may go from one state to another. */
export function mayBecome(from: MailingState, to: MailingState): boolean {
  return (mailingTransitions[from] as readonly MailingState[]).includes(to);
}

/** How far a mailing has come: its own state, or its batch's once it is frozen. */
export function standingOf(state: MailingState, batch: BatchState | undefined): MailingState | BatchState {
  return state === 'frozen' ? (batch ?? state) : state;
}

/** When a mailing goes out, and how long after that it still may. */
export interface Schedule {
  readonly sendAt: Date;
  /** IANA; the day that letters carry is this zone's. */
  readonly zone: string;
  readonly graceMinutes: number;
}

const MINUTE_MS = 60_000;

/** Where the present lies: before the time, within the grace (at once is still on time), or past it. */
export function timeliness(schedule: Schedule, now: Date): 'early' | 'due' | 'missed' {
  if (now < schedule.sendAt) return 'early';
  const end = schedule.sendAt.getTime() + schedule.graceMinutes * MINUTE_MS;
  return now.getTime() <= end ? 'due' : 'missed';
}

/** Days after which the status of a demand counts as old and a person has to renew it. */
export const OLD_STATUS_MONTHS = 12;

/** Whether a status as of a day (`YYYY-MM-DD`) is older than 12 months on another. */
export function isOldStatus(asOf: string, on: string): boolean {
  const [year = '0', ...rest] = asOf.split('-');
  const expires = [String(Number(year) + OLD_STATUS_MONTHS / 12).padStart(4, '0'), ...rest].join('-');
  return on > expires;
}

/** Why an approval is refused; null frees the mailing. */
export type ApprovalRefusal = 'self-approval' | 'content-changed' | 'old-statuses' | 'missed';

/** What an approval is weighed by. */
export interface ApprovalCase {
  readonly plannedBy: string | null;
  readonly submittedBy: string | null;
  readonly letterAuthor: string | null;
  /** The sha256 the mailing has, recomputed from what is stored. */
  readonly sha256: string;
  readonly oldStatuses: number;
  readonly acknowledged: boolean;
  readonly schedule: Schedule;
}

/**
 * An approval names what it approves and comes from someone else: neither who planned the mailing, nor who submitted
 * it, nor who wrote its letter. Old statuses need a person's word, and a time that is past its grace needs a new one.
 */
export function refuseApproval(
  by: string,
  seen: string,
  subject: ApprovalCase,
  now: Date,
): ApprovalRefusal | null {
  if ([subject.plannedBy, subject.submittedBy, subject.letterAuthor].includes(by)) return 'self-approval';
  if (seen !== subject.sha256) return 'content-changed';
  if (subject.oldStatuses > 0 && !subject.acknowledged) return 'old-statuses';
  if (timeliness(subject.schedule, now) === 'missed') return 'missed';
  return null;
}
