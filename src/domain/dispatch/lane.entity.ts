import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stream of messages with its own rate, window and number of connections. */
@Entity('lane')
export class LaneEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'boolean' })
  urgent: boolean;

  @Column({ type: 'text', nullable: true })
  zone: string | null;

  @Column({ type: 'time', nullable: true })
  windowFrom: string | null;

  @Column({ type: 'time', nullable: true })
  windowUntil: string | null;

  @Column({ type: 'smallint', array: true, nullable: true })
  weekdays: number[] | null;

  @Column({ type: 'integer', nullable: true })
  ratePerHour: number | null;

  @Column({ type: 'integer' })
  burst: number;

  @Column({ type: 'integer' })
  spacingSeconds: number;

  @Column({ type: 'integer' })
  jitterSeconds: number;

  @Column({ type: 'integer', nullable: true })
  totalCap: number | null;

  @Column({ type: 'smallint' })
  connections: number;

  @Column({ type: 'integer' })
  begun: number;

  @Column({ type: 'text', nullable: true })
  holdReason: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  heldAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  heldUntil: Date | null;
}
