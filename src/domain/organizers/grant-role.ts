import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { CampaignId } from '../../kernel/id.js';
import { AuditLog } from '../audit/audit-log.js';
import { actorOf } from './actor.js';
import { OrganizerStore } from './organizer.store.js';
import { type By, may, OPERATOR, require, type Role } from './role.rules.js';

/** Gives somebody a role in one campaign, or takes it away. */
@Injectable()
export class GrantRole {
  constructor(
    private readonly db: DataSource,
    private readonly organizers: OrganizerStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `role` null takes it away. Throws OrganizerNotFound, NotAMember, Forbidden. */
  async run(by: By, grant: { email: string; campaignId: CampaignId; role: Role | null }): Promise<void> {
    await this.db.transaction(async (tx) => {
      const own = by === OPERATOR ? null : await this.organizers.roleIn(tx, by.id, grant.campaignId);
      const organizer = await this.organizers.getByEmail(tx, grant.email);
      require(may(by, own).grantRole(organizer.id));
      const { campaignId, role } = grant;
      await this.organizers.setRole(tx, { organizerId: organizer.id, campaignId, role }, this.clock.now());
      await this.audit.append(tx, {
        actor: actorOf(by),
        act: role === null ? 'organizers.role-taken' : 'organizers.role-granted',
        subject: { kind: 'organizer', id: organizer.id },
        detail: { campaign: campaignId, role },
      });
    });
  }
}
