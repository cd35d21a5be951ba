import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that stands while the instance takes no signatures. */
@Entity()
export class SigningPauseEntity {
  @PrimaryColumn('smallint') id: number;
  @Column('timestamptz') since: Date;
  /** For organizers alone. */
  @Column('text') reason: string;
  @Column('text') pausedBy: string;
}
