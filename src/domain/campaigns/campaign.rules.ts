export const campaignStates = ['draft', 'in_review', 'open', 'paused', 'closed', 'archived'] as const;
export type CampaignState = (typeof campaignStates)[number];

/**
 * draft ──submit──▶ in_review ──open──▶ open ⇄ paused
 *   └──────────────open─────────────────▲ └──close──▶ closed ──archive──▶ archived   (paused closes too)
 * Confirmations in flight count for another 24 hours after the close; confirm_signatures() holds to that.
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

/** Whether a campaign has public pages. */
export function isPublic(state: CampaignState): state is 'open' | 'paused' | 'closed' | 'archived' {
  return state !== 'draft' && state !== 'in_review';
}
