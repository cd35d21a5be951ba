import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import type { OccurrenceId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { CampaignReader } from '../mailings/campaign-reader.js';
import { type Anniversary, AnniversaryStore } from './anniversary.store.js';
import { keepingsBetween } from './keeping.js';
import { type Occurrence, OccurrenceStore } from './occurrence.store.js';
import { PlanOccurrence } from './plan-occurrence.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What a run did: the occurrences written down, and those whose mailings now wait for approval. */
export interface RaisedOccurrences {
  readonly raised: readonly OccurrenceId[];
  readonly awaiting: readonly OccurrenceId[];
}

/**
 * Writes down every keeping within its horizon, once, however many processes run and whenever they were killed, and
 * plans its mailings. A day that passed while the service was down is written down as missed, not sent.
 */
@Injectable()
export class RaiseOccurrences {
  constructor(
    private readonly db: DataSource,
    private readonly anniversaries: AnniversaryStore,
    private readonly occurrences: OccurrenceStore,
    private readonly planOccurrence: PlanOccurrence,
    private readonly campaigns: CampaignReader,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<RaisedOccurrences> {
    const raised: OccurrenceId[] = [];
    const awaiting: OccurrenceId[] = [];
    for (const anniversary of await this.anniversaries.list(this.db.manager)) {
      if ((await this.campaigns.state(this.db.manager, anniversary.campaignId)) !== 'open') continue;
      raised.push(...(await this.writeDown(anniversary)));
      awaiting.push(...(await this.planAll(anniversary)));
    }
    return { raised, awaiting };
  }

  private async writeDown(anniversary: Anniversary): Promise<OccurrenceId[]> {
    const now = this.clock.now();
    const grace = anniversary.graceHours * HOUR_MS;
    const from = new Date(anniversary.createdAt.getTime() - grace);
    const until = new Date(now.getTime() + anniversary.horizonDays * DAY_MS);
    const raised: OccurrenceId[] = [];
    for (const keeping of keepingsBetween(anniversary, from, until)) {
      await this.db.transaction(async (tx) => {
        const occurrence = await this.occurrences.raise(tx, anniversary.id, keeping, now);
        if (!occurrence) return;
        raised.push(occurrence.id);
        const missed = now.getTime() > keeping.at.getTime() + grace;
        if (missed) {
          await this.occurrences.move(tx, occurrence, 'missed', {
            endedAt: now,
            reason: 'the service was down',
          });
        }
        await this.audit.append(tx, {
          actor: 'service',
          act: missed ? 'anniversaries.missed' : 'anniversaries.raised',
          subject: { kind: 'occurrence', id: occurrence.id },
          detail: {
            campaign: anniversary.campaignId,
            anniversary: anniversary.key,
            year: keeping.year,
            n: keeping.n,
          },
        });
      });
    }
    return raised;
  }

  private async planAll(anniversary: Anniversary): Promise<OccurrenceId[]> {
    const tried: OccurrenceId[] = [];
    const awaiting: OccurrenceId[] = [];
    for (;;) {
      const next = await this.planNext(anniversary, tried);
      if (next === null) return awaiting;
      tried.push(next.id);
      if (next.planned) awaiting.push(next.id);
    }
  }

  /** One planned occurrence in one transaction; null when none is left to try. */
  private async planNext(
    anniversary: Anniversary,
    tried: readonly OccurrenceId[],
  ): Promise<{ id: OccurrenceId; planned: boolean } | null> {
    return this.db.transaction(async (tx) => {
      const waiting = await this.occurrences.lockPlanned(tx, anniversary.id);
      const next = waiting.find(({ id, at }) => !tried.includes(id) && this.inTime(anniversary, at));
      if (!next) return null;
      try {
        // A savepoint: what cannot be planned yet leaves nothing but its reason.
        await tx.transaction((inner) => this.plan(inner, anniversary, next));
        return { id: next.id, planned: true };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        await this.occurrences.waitFor(tx, next.id, error.message);
        return { id: next.id, planned: false };
      }
    });
  }

  private async plan(tx: Tx, anniversary: Anniversary, occurrence: Occurrence): Promise<void> {
    await this.planOccurrence.run(tx, null, anniversary, occurrence);
    await this.occurrences.move(tx, occurrence, 'awaiting_approval');
  }

  private inTime(anniversary: Anniversary, at: Date): boolean {
    return this.clock.now().getTime() <= at.getTime() + anniversary.graceHours * HOUR_MS;
  }
}
