import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { DemandId } from '../../kernel/id.js';
import type { Actor } from '../audit/audit.rules.js';
import type { DemandStatus } from './demand.rules.js';

/** One step in a demand's history; written once. */
@Entity('demand_status_change')
export class DemandStatusChangeEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  demandId: DemandId;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'text' })
  status: DemandStatus;

  @Column({ type: 'date' })
  asOf: CalendarDate;

  /** Where it is from, by language, as it is shown. */
  @Column({ type: 'jsonb' })
  source: Record<string, string>;

  /** For organizers only. */
  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text' })
  setBy: Actor;

  @Column({ type: 'boolean' })
  fromFile: boolean;

  @Column({ type: 'timestamptz' })
  setAt: Date;
}
