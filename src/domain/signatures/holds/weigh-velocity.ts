import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CalendarDate, utcDay } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../kernel/clock.js';
import type { CampaignId } from '../../../kernel/id.js';
import type { Tx } from '../../../platform/database/sql.js';
import { FrequencyReader } from './frequency.reader.js';
import { RaiseAlert } from './raise-alert.js';
import { suspicionPolicy } from './suspicion-policy.js';
import { SweepMarks } from './sweep-marks.js';
import { marksOf } from './velocity.rules.js';
import { VelocityStore } from './velocity.store.js';

/** Any number does, as long as nothing else takes it. */
const WEIGHING_LOCK = 7_306_020;

/**
 * Sees from the counters what departs from each campaign's own history, marks it, and weighs the signatures that came
 * before it could be seen: confirmed or not. Those that come later carry the signal from the start.
 */
@Injectable()
export class WeighVelocity {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly frequencies: FrequencyReader,
    private readonly velocity: VelocityStore,
    private readonly sweep: SweepMarks,
    private readonly alert: RaiseAlert,
    private readonly clock: Clock,
  ) {}

  /** Answers how many signatures were quarantined. A campaign that got nothing new costs nothing. */
  async run(): Promise<number> {
    const today = utcDay(this.clock.now());
    const { windowDays } = suspicionPolicy().velocity;
    const arrivals = await this.velocity.arrivals(this.db.manager, addDays(today, 1 - windowDays));
    let held = 0;
    for (const { campaignId, n, fresh } of arrivals) {
      if (!fresh && this.seen.get(campaignId) === n) continue;
      held += await this.db.transaction((tx) => this.weigh(tx, campaignId, today));
      this.seen.set(campaignId, n);
    }
    return held;
  }

  private async weigh(tx: Tx, campaignId: CampaignId, today: CalendarDate): Promise<number> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [WEIGHING_LOCK, campaignId]);
    const { velocity } = suspicionPolicy();
    const seen = await this.frequencies.read(tx, campaignId, today, velocity);
    await this.velocity.mark(tx, campaignId, marksOf(seen, velocity), today);
    const { held, clustered } = await this.sweep.run(tx, campaignId, today);
    if (clustered > 0 && held > 0) {
      const detail = { domains: clustered, held };
      await this.alert.run(tx, campaignId, { kind: 'domain-cluster', subject: today, detail });
    }
    return held;
  }
}
