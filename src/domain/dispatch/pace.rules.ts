/** How fast and when a lane may send; what is null or 0 sets no limit. */
export interface Pace {
  /** IANA zone of the window and the weekdays. */
  readonly zone: string | null;
  /** Local times `HH:MM` or `HH:MM:SS`; a window whose end is not after its beginning goes over midnight. */
  readonly windowFrom: string | null;
  readonly windowUntil: string | null;
  /** ISO 8601 numbers (1 is Monday); a night's window belongs to the day on which it begins. */
  readonly weekdays: readonly number[] | null;
  readonly ratePerHour: number | null;
  /** How many may leave at once after a rest. */
  readonly burst: number;
  /** The least time between two messages; a random part of `jitterSeconds` is added to each. */
  readonly spacingSeconds: number;
  readonly jitterSeconds: number;
}

/** No limit at all. */
export const UNPACED: Pace = {
  zone: null,
  windowFrom: null,
  windowUntil: null,
  weekdays: null,
  ratePerHour: null,
  burst: 1,
  spacingSeconds: 0,
  jitterSeconds: 0,
};

/** What may leave now, and how the bucket stands when so many have. */
export interface Grant {
  readonly granted: number;
  /** When the next may leave once `taken` of the granted have left. */
  readonly after: (taken: number) => { readonly tat: Date; readonly next: Date };
}

const HOUR_MS = 3_600_000;

/** Whether nothing limits the lane. */
export function isUnpaced(pace: Pace): boolean {
  const { windowFrom, windowUntil, weekdays } = pace;
  return !windowFrom && !windowUntil && !weekdays && !hasRate(pace);
}

/** Whether a rate or a spacing limits the lane. */
export function hasRate({ ratePerHour, spacingSeconds }: Pace): boolean {
  return Boolean(ratePerHour) || spacingSeconds > 0;
}

/** The least time between two messages in the long run, in milliseconds. */
export function intervalOf({ ratePerHour, spacingSeconds }: Pace): number {
  return Math.max(ratePerHour ? HOUR_MS / ratePerHour : 0, spacingSeconds * 1_000);
}

/**
 * The generic cell rate algorithm (ITU-T I.371 Annex A): `tat` is the theoretical arrival time, the only thing kept. A
 * rate and a spacing compose to the slower of the two; with a spacing there is no burst. `random` gives 0 to 1.
 */
export function grant(
  pace: Pace,
  tat: Date | null,
  now: Date,
  wanted: number,
  random: () => number = Math.random,
): Grant {
  const { spacingSeconds, jitterSeconds } = pace;
  const interval = intervalOf(pace);
  const start = Math.max(tat?.getTime() ?? 0, now.getTime());
  if (interval === 0) {
    return { granted: wanted, after: () => ({ tat: new Date(start), next: now }) };
  }
  const burst = spacingSeconds > 0 ? 1 : pace.burst;
  const tolerance = (burst - 1) * interval;
  const granted = Math.max(0, Math.floor((now.getTime() + tolerance - start) / interval) + 1);
  return {
    granted: Math.min(granted, wanted),
    after: (taken) => {
      const jitter = taken * jitterSeconds * 1_000 * random();
      const then = start + taken * interval + jitter;
      return { tat: new Date(then), next: new Date(Math.max(now.getTime(), then - tolerance)) };
    },
  };
}
