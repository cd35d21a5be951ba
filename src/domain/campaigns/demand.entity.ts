import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { CampaignId, DemandId } from '../../kernel/id.js';
import type { DemandKind, DemandStatus } from './demand.rules.js';

/** One thing asked of named bodies. */
@Entity('demand')
export class DemandEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: DemandId;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  kind: DemandKind;

  @Column({ type: 'integer' })
  position: number;

  /** By language; letters may be written in more languages than the page. */
  @Column({ type: 'jsonb' })
  texts: Record<string, { title: string; text: string }>;

  @Column({ type: 'date' })
  openSince: CalendarDate;

  @Column({ type: 'text' })
  status: DemandStatus;

  @Column({ type: 'date' })
  statusAsOf: CalendarDate;

  /** Set when a later file named it no more; its history stays. */
  @Column({ type: 'timestamptz', nullable: true })
  droppedAt: Date | null;
}
