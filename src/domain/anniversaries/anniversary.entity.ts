import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnniversaryId, CampaignId } from '../../kernel/id.js';
import type { LeapRule } from './occurrence.rules.js';

/** A rule: a day to be kept each year at a local time, and the letters that keep it. */
@Entity('anniversary')
export class AnniversaryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: AnniversaryId;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'text' })
  leapRule: LeapRule;

  @Column({ type: 'text' })
  localTime: string;

  @Column({ type: 'text' })
  zone: string;

  @Column({ type: 'integer' })
  horizonDays: number;

  @Column({ type: 'integer' })
  graceHours: number;

  /** Keys of the letters. */
  @Column({ type: 'text', array: true })
  letters: string[];

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
