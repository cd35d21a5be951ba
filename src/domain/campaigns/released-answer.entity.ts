import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { BodyId, CampaignId } from '../../kernel/id.js';
import type { Actor } from '../audit/audit.rules.js';

/** What a body answered, as organizers released it for the public; written once, taken back at most. */
@Entity('released_answer')
export class ReleasedAnswerEntity {
  @PrimaryColumn({ type: 'uuid' })
  campaignId: CampaignId;

  @PrimaryColumn({ type: 'integer' })
  number: number;

  @Column({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'date' })
  answeredOn: CalendarDate;

  /** By language. */
  @Column({ type: 'jsonb' })
  summaries: Record<string, string>;

  /** Where it is from, by language. */
  @Column({ type: 'jsonb' })
  sources: Record<string, string>;

  @Column({ type: 'text', nullable: true })
  sourceUrl: string | null;

  /** The mail it sums up, where it came by mail. */
  @Column({ type: 'uuid', nullable: true })
  inboundId: string | null;

  @Column({ type: 'text' })
  releasedBy: Actor;

  @Column({ type: 'timestamptz' })
  releasedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  takenBackAt: Date | null;
}
