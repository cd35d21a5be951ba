/**
 * ready ──claim──▶ leased ──▶ accepted | failed | suppressed | cancelled | expired
 *   ▲                 ├──safe retry, lease expired at stage 0──▶ ready
 *   │                 └──body handed over, no reply──▶ in_doubt ──▶ accepted | failed
 *   ├── at-least-once kinds, or an organizer ───────────┘
 *   └── requeue ── failed | expired
 */
export const messageTransitions = {
  ready: ['leased', 'suppressed', 'cancelled', 'expired'],
  leased: ['accepted', 'ready', 'in_doubt', 'failed', 'suppressed', 'cancelled', 'expired'],
  in_doubt: ['accepted', 'failed', 'ready'],
  failed: ['ready'],
  expired: ['ready'],
  accepted: [],
  suppressed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type MessageState = keyof typeof messageTransitions;
