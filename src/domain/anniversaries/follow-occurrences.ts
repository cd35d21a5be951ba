import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { OccurrenceId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { AuditLog } from '../audit/audit-log.js';
import { MailingStore } from '../mailings/mailing.store.js';
import { AnniversaryStore } from './anniversary.store.js';
import { standingOf } from './mailing-standing.js';
import { follow, type MailingStanding } from './occurrence.rules.js';
import { type Occurrence, OccurrenceStore } from './occurrence.store.js';

const HOUR_MS = 3_600_000;

/** Lets occurrences follow their mailings and their time: approved, kept, or missed. */
@Injectable()
export class FollowOccurrences {
  constructor(
    private readonly db: DataSource,
    private readonly anniversaries: AnniversaryStore,
    private readonly occurrences: OccurrenceStore,
    private readonly mailings: MailingStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers how many changed. */
  async run(): Promise<number> {
    let changed = 0;
    for (const id of await this.occurrences.openIds(this.db.manager)) {
      while (await this.one(id)) changed += 1;
    }
    return changed;
  }

  private async one(id: OccurrenceId): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const occurrence = await this.occurrences.lock(tx, id);
      const anniversary = await this.anniversaries.get(tx, occurrence.anniversaryId);
      const now = this.clock.now();
      const pastGrace = now.getTime() > occurrence.at.getTime() + anniversary.graceHours * HOUR_MS;
      const to = follow(occurrence.state, await this.standings(tx, occurrence), pastGrace);
      if (to === null) return false;
      await this.occurrences.move(
        tx,
        occurrence,
        to,
        to === 'kept' || to === 'missed' ? { endedAt: now } : {},
      );
      await this.audit.append(tx, {
        actor: 'service',
        act: `anniversaries.${to.replace('_', '-')}`,
        subject: { kind: 'occurrence', id },
        detail: {
          campaign: anniversary.campaignId,
          anniversary: anniversary.key,
          year: occurrence.year,
          was: occurrence.state,
        },
      });
      return true;
    });
  }

  private async standings(tx: Tx, occurrence: Occurrence): Promise<MailingStanding[]> {
    const standings: MailingStanding[] = [];
    for (const { mailingId } of await this.occurrences.mailings(tx, occurrence.id)) {
      standings.push(await standingOf(tx, await this.mailings.get(tx, mailingId)));
    }
    return standings;
  }
}
