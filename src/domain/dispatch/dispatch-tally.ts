import { Injectable } from '@nestjs/common';
import type { LaneKind } from './lane-kind.rules.js';
import type { LedgerResult } from './ledger.store.js';

/** How a message's turn ended, in the words of the metrics. */
export type TurnEnd = 'accepted' | 'deferred' | 'failed' | 'in_doubt' | 'withheld';

/** What this process has done since it began, by kind of lane: rates are made of it by whoever watches. */
@Injectable()
export class DispatchTally {
  private readonly counts = new Map<LaneKind, Record<TurnEnd, number>>();

  /** Counts one result; a message that goes back untouched is none. */
  add(lane: LaneKind, result: Pick<LedgerResult, 'state' | 'tried'>): void {
    const end = endOf(result);
    if (end === null) return;
    const counts = this.counts.get(lane) ?? { accepted: 0, deferred: 0, failed: 0, in_doubt: 0, withheld: 0 };
    counts[end] += 1;
    this.counts.set(lane, counts);
  }

  /** The counts so far. */
  all(): { readonly lane: LaneKind; readonly end: TurnEnd; readonly count: number }[] {
    return [...this.counts].flatMap(([lane, counts]) =>
      (Object.entries(counts) as [TurnEnd, number][]).map(([end, count]) => ({ lane, end, count })),
    );
  }
}

function endOf({ state, tried }: Pick<LedgerResult, 'state' | 'tried'>): TurnEnd | null {
  switch (state) {
    case 'accepted':
    case 'in_doubt':
      return state;
    case 'ready':
      return tried ? 'deferred' : null;
    case 'failed':
    case 'expired':
      return 'failed';
    case 'suppressed':
    case 'cancelled':
      return 'withheld';
  }
}
