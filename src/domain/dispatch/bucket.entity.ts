import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One rate limit: the theoretical arrival time (`tat`) of the generic cell rate algorithm. */
@Entity('bucket')
export class BucketEntity {
  @PrimaryColumn({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  dimension: string;

  @Column({ type: 'integer' })
  ratePerHour: number;

  @Column({ type: 'integer' })
  burst: number;

  @Column({ type: 'timestamptz' })
  tat: Date;

  @Column({ type: 'date', nullable: true })
  warmUpSince: string | null;

  @Column({ type: 'integer', nullable: true })
  warmUpFirstDay: number | null;

  @Column({ type: 'real', nullable: true })
  warmUpGrowth: number | null;
}
