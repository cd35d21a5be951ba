import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnniversaryId, OccurrenceId, OrganizerId } from '../../kernel/id.js';
import type { OccurrenceState } from './occurrence.rules.js';

/** One year's keeping of an anniversary. */
@Entity('occurrence')
export class OccurrenceEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: OccurrenceId;

  @Column({ type: 'uuid' })
  anniversaryId: AnniversaryId;

  @Column({ type: 'integer' })
  year: number;

  @Column({ type: 'integer' })
  n: number;

  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  state: OccurrenceState;

  /** The fact that keeps its mailings from being planned, such as a letter that nobody approved. */
  @Column({ type: 'text', nullable: true })
  waitsFor: string | null;

  @Column({ type: 'timestamptz' })
  raisedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  skippedBy: OrganizerId | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
