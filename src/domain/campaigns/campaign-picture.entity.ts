import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';

/** One of the files that a campaign's picture became; the picture as it came is nowhere. */
@Entity('campaign_picture')
export class CampaignPictureEntity {
  @PrimaryColumn({ type: 'text' })
  name: string;

  @PrimaryColumn({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'bytea' })
  body: Buffer;
}
