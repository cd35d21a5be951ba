/**
 * materialising ──freeze──▶ frozen ──first pump──▶ sending ⇄ paused (frozen ⇄ paused before the first message)
 *        └──▶ cancelled | failed   └──▶ cancelled | failed   └──▶ completed | cancelled | failed
 * A completed one goes on when a message of it is requeued.
 * A standing batch (transactional mail of one scope) is always sending or paused.
 */
export const batchTransitions = {
  materialising: ['frozen', 'cancelled', 'failed'],
  frozen: ['sending', 'paused', 'cancelled', 'failed'],
  sending: ['paused', 'completed', 'cancelled', 'failed'],
  paused: ['frozen', 'sending', 'cancelled', 'failed'],
  completed: ['sending'],
  cancelled: [],
  failed: [],
} as const satisfies Record<string, readonly string[]>;

export type BatchState = keyof typeof batchTransitions;
