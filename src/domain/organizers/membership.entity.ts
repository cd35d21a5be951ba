import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId, OrganizerId } from '../../kernel/id.js';
import type { Role } from './role.rules.js';

/** What an organizer is within one campaign. */
@Entity('membership')
export class MembershipEntity {
  @PrimaryColumn({ type: 'uuid' })
  organizerId: OrganizerId;

  @PrimaryColumn({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'timestamptz' })
  grantedAt: Date;
}
