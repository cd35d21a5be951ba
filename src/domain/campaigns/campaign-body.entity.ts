import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, CampaignId } from '../../kernel/id.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';

/** What a body is to a campaign, and how much it may be told in it. */
@Entity('campaign_body')
export class CampaignBodyEntity {
  @PrimaryColumn({ type: 'uuid' })
  campaignId: CampaignId;

  @PrimaryColumn({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'integer' })
  position: number;

  /** Accused by the campaign: gets totals, always. */
  @Column({ type: 'boolean' })
  adverse: boolean;

  @Column({ type: 'text' })
  disclosure: DisclosureLevel;
}
