import type { Outcome } from './outcome.rules.js';

const MINUTE = 60_000;
const MOST = 4 * 60 * MINUTE;

const waits: Partial<Record<Outcome, readonly number[]>> = {
  deferred_greylist: [5, 10, 20],
  deferred_network: [1, 2, 5, 15, 30],
};

/**
 * Milliseconds until the next try: greylisting 5, 10, 20 min; the network 1, 2, 5, 15, 30 min; the rest 20 min doubling;
 * ± 25 %, at most 4 h, and never sooner than the server asked. `chance` is in 0 … 1.
 */
export function backoff(outcome: Outcome, attempts: number, asked: number | null, chance: number): number {
  const steps = waits[outcome];
  const planned = steps
    ? (steps[Math.min(attempts, steps.length) - 1] ?? steps[0] ?? 1) * MINUTE
    : 20 * MINUTE * 2 ** Math.min(Math.max(attempts - 1, 0), 10);
  const spread = Math.min(planned, MOST) * (0.75 + chance / 2);
  return Math.round(Math.min(Math.max(spread, asked ?? 0), MOST));
}

/** Whether a try that ended so may be made again. */
export function isRetryable(outcome: Outcome): boolean {
  return outcome.startsWith('deferred_') || outcome === 'own_fault';
}
