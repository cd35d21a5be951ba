import type { Allowances, ClaimedMessage } from './claim.store.js';
import { afterLeaving, type Limit, mayLeave, nextLeaves } from './limit.rules.js';

/** What several limits leave to one claim together. */
export interface Leave {
  /** Of all messages together; Infinity where nothing limits them. */
  readonly most: number;
  readonly within: Allowances;
}

/** The key of a limit on a campaign's mail, and on one batch's. */
export const campaignLimit = (scope: string): string => `campaign:${scope}`;
export const batchLimit = (batchId: string): string => `batch:${batchId}`;

/** How a provider's limit is called. */
export const providerLimit = (name: string): string => `provider:${name}`;

/** The limits that hold for a lane: mail to one person is never counted with a campaign's mailings. */
export function holdingFor(limits: readonly Limit[], urgent: boolean): Limit[] {
  return limits.filter(({ dimension }) => !urgent || (dimension !== 'campaign' && dimension !== 'batch'));
}

/** Composes the limits: each counts, the narrowest wins. */
export function leaveOf(limits: readonly Limit[], now: Date, urgent: boolean, fresh: number | null): Leave {
  const scopes = new Map<string, number>();
  const batches = new Map<string, number>();
  let most = Number.POSITIVE_INFINITY;
  for (const limit of limits) {
    const may = mayLeave(limit, now, urgent);
    if (limit.dimension === 'campaign') scopes.set(limit.key.slice(campaignLimit('').length), may);
    else if (limit.dimension === 'batch') batches.set(limit.key.slice(batchLimit('').length), may);
    else most = Math.min(most, may);
  }
  return { most, within: { scopes, batches, fresh } };
}

/** How many of some messages each limit counts, by the limit's key. */
export function countedBy(
  limits: readonly Limit[],
  messages: readonly Pick<ClaimedMessage, 'scope' | 'batchId'>[],
): Map<string, number> {
  return new Map(
    limits.map(({ key, dimension }) => {
      const counts =
        dimension === 'campaign'
          ? messages.filter(({ scope }) => campaignLimit(scope) === key)
          : dimension === 'batch'
            ? messages.filter(({ batchId }) => batchLimit(batchId) === key)
            : messages;
      return [key, counts.length] as const;
    }),
  );
}

/** How the buckets stand when so many have left under each (below zero: were given back). */
export function standAfter(
  limits: readonly Limit[],
  now: Date,
  counts: ReadonlyMap<string, number>,
): Map<string, Date> {
  const tats = new Map<string, Date>();
  for (const limit of limits) {
    const count = counts.get(limit.key) ?? 0;
    if (count !== 0) tats.set(limit.key, afterLeaving(limit, now, count));
  }
  return tats;
}

/** When it is worth to look again: as soon as a limit that gives nothing now gives something. Null where all give. */
export function worthLooking(
  limits: readonly Limit[],
  tats: ReadonlyMap<string, Date>,
  now: Date,
  urgent: boolean,
): Date | null {
  const waits = limits
    .map((limit) => nextLeaves({ ...limit, tat: tats.get(limit.key) ?? limit.tat }, now, urgent).getTime())
    .filter((at) => at > now.getTime());
  return waits.length === 0 ? null : new Date(Math.min(...waits));
}
