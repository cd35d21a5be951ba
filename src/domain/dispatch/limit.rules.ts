/** What a limit holds for. A lane's own rate is part of its pace. */
export type LimitDimension = 'relay' | 'campaign' | 'batch' | 'provider' | 'warm_up';

/** One rate and how it stands: `tat` is the theoretical arrival time of the generic cell rate algorithm. */
export interface Limit {
  readonly key: string;
  readonly dimension: LimitDimension;
  readonly ratePerHour: number;
  /** How many may leave at once after a rest. */
  readonly burst: number;
  readonly tat: Date;
  /** Of a warm-up: its first day, how many that day, and the factor from day to day; null for every other limit. */
  readonly since: string | null;
  readonly firstDay: number | null;
  readonly growth: number | null;
}

/** A rate at one moment. */
export interface Flow {
  readonly intervalMs: number;
  readonly burst: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Urgent mail never waits for a warm-up; what it takes holds up the rest for a day at most. */
const MOST_DEBT_MS = DAY_MS;

/** How many may leave on a day of the warm-up: from its first day on they grow by the factor. */
export function allowanceOf({ since, firstDay, growth }: Limit, now: Date): number {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(since ?? '')) / DAY_MS));
  return Math.floor((firstDay ?? 0) * (growth ?? 1) ** days);
}

/**
 * The rate of a limit now. A warm-up's day is spread so that any 24 hours hold no more than its allowance: a
 * twenty-fifth an hour, and as much at once.
 */
export function flowOf(limit: Limit, now: Date): Flow {
  if (limit.dimension !== 'warm_up') return { intervalMs: HOUR_MS / limit.ratePerHour, burst: limit.burst };
  const allowance = Math.max(1, allowanceOf(limit, now));
  const burst = Math.max(1, Math.floor(allowance / 25));
  return { intervalMs: DAY_MS / Math.max(1, allowance - burst), burst };
}

/** How much of a burst is kept for urgent mail, so that it never waits behind mail to many. */
export function keptForUrgent(limit: Limit, burst: number): number {
  return limit.dimension === 'relay' || limit.dimension === 'provider' ? Math.floor(burst / 2) : 0;
}

/** How many may leave now. Urgent mail may take all, the rest leaves a part of the burst to it. */
export function mayLeave(limit: Limit, now: Date, urgent: boolean): number {
  if (urgent && limit.dimension === 'warm_up') return Number.POSITIVE_INFINITY;
  const { intervalMs, burst } = flowOf(limit, now);
  const usable = urgent ? burst : burst - keptForUrgent(limit, burst);
  const start = Math.max(limit.tat.getTime(), now.getTime());
  return Math.max(0, Math.floor((now.getTime() - start) / intervalMs + usable + 1e-9));
}

/** How the bucket stands when so many have left (below zero: were given back). */
export function afterLeaving(limit: Limit, now: Date, count: number): Date {
  const { intervalMs } = flowOf(limit, now);
  const start = count > 0 ? Math.max(limit.tat.getTime(), now.getTime()) : limit.tat.getTime();
  const then = start + count * intervalMs;
  return new Date(limit.dimension === 'warm_up' ? Math.min(then, now.getTime() + MOST_DEBT_MS) : then);
}

/** When the next one may leave. */
export function nextLeaves(limit: Limit, now: Date, urgent: boolean): Date {
  if (mayLeave(limit, now, urgent) > 0) return now;
  const { intervalMs, burst } = flowOf(limit, now);
  const usable = urgent ? burst : burst - keptForUrgent(limit, burst);
  return new Date(Math.ceil(limit.tat.getTime() - (usable - 1) * intervalMs));
}

/**
 * A burst that loses nothing of a fast rate: a second's worth. Where urgent mail keeps a part of it, at least two.
 */
export function usualBurst(dimension: LimitDimension, ratePerHour: number): number {
  return Math.max(dimension === 'relay' || dimension === 'provider' ? 2 : 1, Math.ceil(ratePerHour / 3_600));
}
