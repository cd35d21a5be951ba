import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId, LetterId } from '../../kernel/id.js';
import type { LetterAudience, LetterOccasion } from './letter.rules.js';

/** A text to bodies or to supporters, known in its campaign by its key. */
@Entity('letter')
export class LetterEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: LetterId;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  audience: LetterAudience;

  @Column({ type: 'text' })
  occasion: LetterOccasion;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
