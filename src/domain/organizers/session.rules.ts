const MINUTE = 60_000;

/** How long a sign-in link holds. */
export const LINK_MS = 15 * MINUTE;

/** Unused links that one organizer may have been mailed at a time; more are not made. */
export const LINKS_AT_ONCE = 3;

/** A session without a request for this long is over. */
export const IDLE_MS = 30 * MINUTE;

/** A session lives no longer than this, whatever happens in it. */
export const ABSOLUTE_MS = 12 * 60 * MINUTE;

/** How much later than last written a session is seen before that is written down again: one write a minute. */
export const SEEN_STEP_MS = MINUTE;

/** The oldest beginning and the oldest last request of a session that still holds. */
export function sessionBounds(now: Date): { beganAfter: Date; seenAfter: Date } {
  return { beganAfter: new Date(now.getTime() - ABSOLUTE_MS), seenAfter: new Date(now.getTime() - IDLE_MS) };
}
