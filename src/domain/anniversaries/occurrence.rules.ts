export const occurrenceStates = [
  'planned',
  'awaiting_approval',
  'approved',
  'kept',
  'missed',
  'skipped',
] as const;
export type OccurrenceState = (typeof occurrenceStates)[number];

/**
 * planned ──raise──▶ awaiting_approval ──its mailings approved──▶ approved ──sent──▶ kept
 *    └───────────────────┴──────skip──▶ skipped ◀──skip───────────┤
 *    └───────────────────┴──────past its grace──▶ missed ◀────────┘
 * missed ──a person asks for it late, another approves──▶ approved
 */
export const occurrenceTransitions = {
  planned: ['awaiting_approval', 'missed', 'skipped'],
  awaiting_approval: ['approved', 'missed', 'skipped'],
  approved: ['kept', 'missed', 'skipped', 'awaiting_approval'],
  kept: [],
  missed: ['approved'],
  skipped: [],
} as const satisfies Record<OccurrenceState, readonly OccurrenceState[]>;

/** Whether an occurrence may go from one state to another. */
export function mayBecome(from: OccurrenceState, to: OccurrenceState): boolean {
  return (occurrenceTransitions[from] as readonly OccurrenceState[]).includes(to);
}

/** What a 29 February becomes in a common year. */
export const leapRules = ['feb-28', 'mar-1', 'leap-years-only'] as const;
export type LeapRule = (typeof leapRules)[number];

/** The states an occurrence's mailings may be in, as far as the occurrence looks at them. */
export type MailingStanding = 'open' | 'approved' | 'sent' | 'cancelled';

/**
 * What an occurrence becomes by its mailings and the time; null: it stays. It is approved when every mailing that was
 * not cancelled is, kept when every one was sent, and missed when its grace has passed before all were approved.
 */
export function follow(
  state: OccurrenceState,
  mailings: readonly MailingStanding[],
  pastGrace: boolean,
): OccurrenceState | null {
  const alive = mailings.filter((standing) => standing !== 'cancelled');
  const all = (...wanted: MailingStanding[]) =>
    alive.length > 0 && alive.every((standing) => wanted.includes(standing));
  switch (state) {
    case 'planned':
      return pastGrace ? 'missed' : null;
    case 'awaiting_approval':
      if (all('approved', 'sent')) return 'approved';
      return pastGrace ? 'missed' : null;
    case 'approved':
      if (all('sent')) return 'kept';
      if (alive.length === 0) return pastGrace ? 'missed' : 'awaiting_approval';
      return !pastGrace && alive.includes('open') ? 'awaiting_approval' : null;
    case 'missed':
      return all('approved', 'sent') ? 'approved' : null;
    case 'kept':
    case 'skipped':
      return null;
  }
}
