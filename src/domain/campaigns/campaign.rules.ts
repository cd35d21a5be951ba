export const campaignStates = ['draft', 'in_review', 'open', 'paused', 'closed', 'archived'] as const;
export type CampaignState = (typeof campaignStates)[number];

/**
 * draft ──submit──▶ in_review ──open──▶ open ⇄ paused
 *   └──────────────open─────────────────▲ └──close──▶ closed ──archive──▶ archived   (paused closes too)
 */
export const campaignTransitions = {
  draft: ['in_review', 'open'],
  in_review: ['draft', 'open'],
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: ['archived'],
  archived: [],
} as const satisfies Record<CampaignState, readonly CampaignState[]>;

/** Whether a campaign may go from one state to another. */
export function mayBecome(from: CampaignState, to: CampaignState): boolean {
  return (campaignTransitions[from] as readonly CampaignState[]).includes(to);
}

/** Confirmations in flight are still counted this long after a campaign closed. */
export const GRACE_AFTER_CLOSE_HOURS = 24;

/** Whether a campaign has public pages. */
export function isPublic(state: CampaignState): state is 'open' | 'paused' | 'closed' | 'archived' {
  return state !== 'draft' && state !== 'in_review';
}

/** Whether a confirmation still counts: while open or paused, and within the grace after the close. */
export function acceptsConfirmations(state: CampaignState, closedAt: Date | null, now: Date): boolean {
  if (state === 'open' || state === 'paused') return true;
  if (state !== 'closed' || closedAt === null) return false;
  return now.getTime() - closedAt.getTime() < GRACE_AFTER_CLOSE_HOURS * 3_600_000;
}
