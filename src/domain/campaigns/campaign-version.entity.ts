import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import type { CampaignContent } from './campaign-content.js';

/** What a campaign said in all its languages at one time; never changed, since signatures name it. */
@Entity('campaign_version')
export class CampaignVersionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'jsonb' })
  content: CampaignContent;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
