import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId } from '../../kernel/id.js';

/** One fact of a campaign's timeline: dated, lasting since a day, or undated. */
@Entity('incident')
export class IncidentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'date', nullable: true })
  happenedOn: CalendarDate | null;

  @Column({ type: 'date', nullable: true })
  since: CalendarDate | null;

  @Column({ type: 'integer', nullable: true })
  hungerStrikeDays: number | null;

  @Column({ type: 'date', nullable: true })
  sourceDate: CalendarDate | null;

  @Column({ type: 'text', nullable: true })
  sourceUrl: string | null;

  @Column({ type: 'jsonb' })
  texts: Record<string, { text: string; by: string; undated?: string | undefined }>;
}
