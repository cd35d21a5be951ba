import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, SeatId } from '../../kernel/id.js';
import type { DeliveryMode } from './body.rules.js';

/** One recipient inside a body: an office, never a private person. */
@Entity('seat')
export class SeatEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: SeatId;

  @Column({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'jsonb' })
  offices: Record<string, string>;

  @Column({ type: 'jsonb' })
  salutations: Record<string, string>;

  @Column({ type: 'text' })
  email: string;

  /** Set when an organizer entered the address: a file does not overwrite it any more. */
  @Column({ type: 'timestamptz', nullable: true })
  emailEnteredAt: Date | null;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'text' })
  zone: string;

  @Column({ type: 'time' })
  windowFrom: string;

  @Column({ type: 'time' })
  windowUntil: string;

  /** ISO 8601 numbers, 1 is Monday. */
  @Column({ type: 'smallint', array: true })
  weekdays: number[];

  @Column({ type: 'text' })
  delivery: DeliveryMode;

  @Column({ type: 'integer' })
  ratePerHour: number;
}
