import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { OccurrenceId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { CancelMailing } from '../mailings/cancel-mailing.js';
import { type Mailing, MailingStore } from '../mailings/mailing.store.js';
import { CampaignAccess } from '../organizers/campaign-access.js';
import type { Organizer } from '../organizers/role.rules.js';
import { AnniversaryStore } from './anniversary.store.js';
import { standingOf } from './mailing-standing.js';
import { type Occurrence, OccurrenceStore } from './occurrence.store.js';

/** Leaves one year out, with a reason: its mailings are cancelled and the year is not raised again. */
@Injectable()
export class SkipOccurrence {
  constructor(
    private readonly db: DataSource,
    private readonly anniversaries: AnniversaryStore,
    private readonly occurrences: OccurrenceStore,
    private readonly mailings: MailingStore,
    private readonly cancel: CancelMailing,
    private readonly access: CampaignAccess,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async run(by: Organizer, id: OccurrenceId, reason: string): Promise<Occurrence> {
    return this.db.transaction(async (tx) => {
      const occurrence = await this.occurrences.lock(tx, id);
      const anniversary = await this.anniversaries.get(tx, occurrence.anniversaryId);
      await this.access.require(tx, by, anniversary.campaignId, 'skipOccurrence');
      // All locks before the first audit entry, which every other act waits for.
      const mailings: Mailing[] = [];
      for (const { mailingId } of await this.occurrences.mailings(tx, id)) {
        mailings.push(await this.mailings.lock(tx, mailingId));
      }
      const skipped = await this.occurrences.move(tx, occurrence, 'skipped', {
        endedAt: this.clock.now(),
        skippedBy: by.id,
        reason,
      });
      for (const mailing of mailings) {
        const standing = await standingOf(tx, mailing);
        if (standing === 'open' || standing === 'approved') {
          await this.cancel.within(tx, by, mailing, 'the occurrence was skipped');
        }
      }
      await this.audit.append(tx, {
        actor: by.id,
        act: 'anniversaries.skipped',
        subject: { kind: 'occurrence', id },
        detail: {
          campaign: anniversary.campaignId,
          anniversary: anniversary.key,
          year: occurrence.year,
          reason,
        },
      });
      return skipped;
    });
  }
}
