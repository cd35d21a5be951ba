import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { OccurrenceId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Mailing, MailingStore } from '../mailings/mailing.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { OccurrenceStateConflict } from './anniversary.errors.js';
import { AnniversaryStore } from './anniversary.store.js';
import { standingOf } from './mailing-standing.js';
import { OccurrenceStore } from './occurrence.store.js';
import { PlanOccurrence } from './plan-occurrence.js';

/** A person asks for a missed keeping late: its mailings are planned anew for now, and another person approves them. */
@Injectable()
export class ApproveLate {
  constructor(
    private readonly db: DataSource,
    private readonly anniversaries: AnniversaryStore,
    private readonly occurrences: OccurrenceStore,
    private readonly mailings: MailingStore,
    private readonly plan: PlanOccurrence,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The occurrence stays missed until the mailings are approved by someone else. Asking acknowledges old statuses.
   * Throws OccurrenceStateConflict unless it is missed and nobody asked before.
   */
  async run(by: Organizer, id: OccurrenceId): Promise<Mailing[]> {
    return this.db.transaction(async (tx) => {
      const occurrence = await this.occurrences.lock(tx, id);
      const anniversary = await this.anniversaries.get(tx, occurrence.anniversaryId);
      await this.access.require(tx, by, anniversary.campaignId, 'reviveOccurrence');
      if (occurrence.state !== 'missed') throw new OccurrenceStateConflict(occurrence.state, 'approved');
      for (const { mailingId } of await this.occurrences.mailings(tx, id)) {
        const standing = await standingOf(tx, await this.mailings.get(tx, mailingId));
        if (standing !== 'cancelled') throw new OccurrenceStateConflict('asked for', 'approved');
      }
      const mailings = await this.plan.run(tx, by, anniversary, occurrence, this.clock.now());
      await this.audit.append(tx, {
        actor: by.id,
        act: 'anniversaries.asked-for-late',
        subject: { kind: 'occurrence', id },
        detail: { campaign: anniversary.campaignId, anniversary: anniversary.key, year: occurrence.year },
      });
      return mailings;
    });
  }
}
