import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId, MailingId } from '../../kernel/id.js';
import type { Json } from '../../kernel/json.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { batchLimit, campaignLimit, providerLimit } from '../dispatch/allowances.js';
import { BucketStore } from '../dispatch/bucket.store.js';
import { LimitNotFound } from '../dispatch/dispatch.errors.js';
import { usualBurst } from '../dispatch/limit.rules.js';
import { actorOf } from '../organizers/actor.js';
import { type By, may, require } from '../organizers/role.rules.js';
import { MailingNotStarted } from './mailing.errors.js';
import { MailingStore } from './mailing.store.js';

/** What a limit is set on. */
export type Limited =
  | { readonly on: 'relay' }
  | { readonly on: 'campaign'; readonly id: CampaignId }
  | { readonly on: 'mailing'; readonly id: MailingId }
  | { readonly on: 'provider'; readonly name: string };

/** How mail to many grows while a new sender becomes known. */
export interface WarmUp {
  /** How many may leave on the first day. */
  readonly firstDay: number;
  /** The factor from day to day. */
  readonly growth: number;
  /** The first day; default: today. */
  readonly since?: CalendarDate;
}

/** What whoever runs the instance may do about limits beyond one lane. Each counts from the next claim on. */
@Injectable()
export class MindLimit {
  constructor(
    private readonly db: DataSource,
    private readonly buckets: BucketStore,
    private readonly mailings: MailingStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Sets messages an hour, and how many at once after a rest. Throws Forbidden, MailingNotFound, MailingNotStarted. */
  set(by: By, limited: Limited, ratePerHour: number, burst?: number): Promise<void> {
    const dimension = limited.on === 'mailing' ? 'batch' : limited.on;
    const size = burst ?? usualBurst(dimension, ratePerHour);
    const detail = { ratePerHour, burst: size };
    return this.act(by, limited, 'dispatch.limit-set', detail, (tx, key) =>
      this.buckets.set(tx, { key, dimension, ratePerHour, burst: size }, this.clock.now()),
    );
  }

  /** Throws Forbidden, LimitNotFound. */
  lift(by: By, limited: Limited): Promise<void> {
    return this.act(by, limited, 'dispatch.limit-lifted', {}, (tx, key) => this.take(tx, key));
  }

  /** Begins a warm-up, or gives it other figures. */
  async warmUp(by: By, { firstDay, growth, since }: WarmUp): Promise<void> {
    require(may(by).mindLanes());
    const warmUp = { firstDay, growth, since: since ?? utcDay(this.clock.now()) };
    await this.db.transaction(async (tx) => {
      const wish = { key: WARM_UP, dimension: 'warm_up', ratePerHour: firstDay, burst: 1, warmUp } as const;
      await this.buckets.set(tx, wish, this.clock.now());
      await this.note(tx, by, 'dispatch.warm-up-set', WARM_UP, warmUp);
    });
  }

  /** Throws Forbidden, LimitNotFound. */
  async endWarmUp(by: By): Promise<void> {
    require(may(by).mindLanes());
    await this.db.transaction(async (tx) => {
      await this.take(tx, WARM_UP);
      await this.note(tx, by, 'dispatch.warm-up-ended', WARM_UP, {});
    });
  }

  private async act(
    by: By,
    limited: Limited,
    act: string,
    detail: Record<string, Json>,
    run: (tx: Tx, key: string) => Promise<void>,
  ): Promise<void> {
    require(may(by).mindLanes());
    await this.db.transaction(async (tx) => {
      const key = await this.keyOf(tx, limited);
      await run(tx, key);
      if (limited.on === 'provider') await this.buckets.hurryWaiting(tx, limited.name, this.clock.now());
      await this.note(tx, by, act, key, detail);
    });
  }

  private async keyOf(tx: Tx, limited: Limited): Promise<string> {
    switch (limited.on) {
      case 'relay':
        return 'relay';
      case 'campaign':
        return campaignLimit(limited.id);
      case 'provider':
        return providerLimit(limited.name);
      case 'mailing': {
        const { batchId } = await this.mailings.get(tx, limited.id);
        if (batchId === null) throw new MailingNotStarted();
        return batchLimit(batchId);
      }
    }
  }

  private async take(tx: Tx, key: string): Promise<void> {
    if (!(await this.buckets.lift(tx, key))) throw new LimitNotFound();
  }

  private note(tx: Tx, by: By, act: string, id: string, detail: Record<string, Json>): Promise<void> {
    return this.audit.append(tx, { actor: actorOf(by), act, subject: { kind: 'limit', id }, detail });
  }
}

const WARM_UP = 'warm_up';
