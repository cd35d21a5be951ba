import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { Tx } from '../../platform/database/sql.js';
import { MailRoutes } from '../../platform/dns/mail-routes.js';
import { countedBy, holdingFor, providerLimit, standAfter } from './allowances.js';
import { BucketStore } from './bucket.store.js';
import { LaneStore, type LaneRow } from './lane.store.js';
import { flowOf, type Limit, mayLeave, nextLeaves } from './limit.rules.js';
import { hasRate, intervalOf } from './pace.rules.js';
import type { PreparedMessage } from './prepare-messages.js';
import { isNullMx, providerAmong } from './provider.rules.js';
import { PumpRequests } from './pump-requests.js';

/** A message that waits for its provider's limit is looked at after a day at the latest. */
const MOST_WAIT_MS = 24 * 3_600_000;

/** A message whose provider may not get it yet: the ledger keeps the provider's name while it waits, and no longer. */
export interface PutOff {
  readonly message: PreparedMessage;
  readonly provider: string;
  readonly at: Date;
}

/** What the receiving side allows of a claim. */
export interface Received {
  readonly leaving: readonly PreparedMessage[];
  /** To be looked at again at their times. */
  readonly later: readonly PutOff[];
  /** Their domain takes no mail at all (RFC 7505). */
  readonly unroutable: readonly PreparedMessage[];
}

/**
 * Limits what one provider gets, whatever domains it serves: rolled up by the domains' mail servers, which show only
 * when the contact is open.
 */
@Injectable()
export class ReceivingOffices {
  /** Until when the messages already put off take a provider's turns. */
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly buckets: BucketStore,
    private readonly lanes: LaneStore,
    private readonly pumps: PumpRequests,
    private readonly routes: MailRoutes,
    private readonly clock: Clock,
  ) {}

  /** Sorts a claim; what is put off gives back what it took of the other limits. */
  async run(prepared: readonly PreparedMessage[]): Promise<Received> {
    const names = await this.buckets.limitedProviders(this.db.manager);
    const [first] = prepared;
    if (!first || (names.length === 0 && !this.routes.everyDomain))
      return { leaving: prepared, later: [], unroutable: [] };
    const routes = await this.routes.of(new Set(prepared.map(domainOf)));
    const unroutable = prepared.filter((message) => isNullMx(routes.get(domainOf(message)) ?? []));
    const routable = prepared.filter((message) => !unroutable.includes(message));
    const limited = new Map<string, PreparedMessage[]>();
    for (const message of routable) {
      const domain = domainOf(message);
      const name = providerAmong(names, domain, routes.get(domain) ?? []);
      if (name !== null) limited.set(name, [...(limited.get(name) ?? []), message]);
    }
    if (limited.size === 0) return { leaving: routable, later: [], unroutable };
    const lane = await this.lanes.find(this.db.manager, first.laneId, this.clock.now());
    const later = lane ? await this.db.transaction((tx) => this.limit(tx, lane, limited)) : [];
    const waits = new Set(later.map(({ message }) => message));
    return { leaving: routable.filter((message) => !waits.has(message)), later, unroutable };
  }

  private async limit(
    tx: Tx,
    lane: LaneRow,
    limited: ReadonlyMap<string, readonly PreparedMessage[]>,
  ): Promise<PutOff[]> {
    const now = this.clock.now();
    const general = holdingFor(await this.buckets.lockLimits(tx), lane.urgent);
    const limits = await this.buckets.lockThese(tx, [...limited.keys()].map(providerLimit));
    const later: PutOff[] = [];
    const counts = new Map<string, number>();
    for (const limit of limits) {
      const messages = limited.get(limit.key.slice(providerLimit('').length)) ?? [];
      const leaving = Math.min(messages.length, mayLeave(limit, now, lane.urgent));
      counts.set(limit.key, leaving);
      const rest = messages.slice(leaving);
      const tat = standAfter([limit], now, counts).get(limit.key) ?? limit.tat;
      const next = nextLeaves({ ...limit, tat }, now, lane.urgent);
      if (next > now) await this.pumps.ofLane(tx, lane, next);
      later.push(...this.turns(limit, rest, next, now));
    }
    await this.buckets.write(tx, standAfter(limits, now, counts));
    await this.giveBack(tx, lane, general, later, now);
    return later;
  }

  /** Each gets a turn of its own, so that they are not all opened again with every message that leaves. */
  private turns(limit: Limit, rest: readonly PreparedMessage[], next: Date, now: Date): PutOff[] {
    const { intervalMs } = flowOf(limit, now);
    const latest = now.getTime() + MOST_WAIT_MS;
    const provider = limit.key.slice(providerLimit('').length);
    // A limit that was changed begins anew.
    const line = `${limit.key} ${limit.ratePerHour}`;
    let at = Math.max(next.getTime(), this.taken.get(line) ?? 0);
    const turns = rest.map((message) => {
      const turn = { message, provider, at: new Date(Math.min(at, latest)) };
      at += intervalMs;
      return turn;
    });
    this.taken.set(line, Math.min(at, latest));
    return turns;
  }

  private async giveBack(
    tx: Tx,
    lane: LaneRow,
    general: readonly Limit[],
    later: readonly PutOff[],
    now: Date,
  ): Promise<void> {
    if (later.length === 0) return;
    const counts = countedBy(
      general,
      later.map(({ message }) => message),
    );
    const back = new Map([...counts].map(([key, count]) => [key, -count] as const));
    await this.buckets.write(tx, standAfter(general, now, back));
    if (!hasRate(lane.pace)) return;
    const tat = await this.buckets.lock(tx, lane.id, now);
    const earlier = tat.getTime() - later.length * intervalOf(lane.pace);
    await this.buckets.write(tx, new Map([[`lane:${lane.id}`, new Date(earlier)]]));
  }
}

function domainOf({ to }: PreparedMessage): string {
  return to.address.slice(to.address.lastIndexOf('@') + 1).toLowerCase();
}
