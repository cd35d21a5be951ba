import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One form as it came in, sealed; the table itself has neither key nor index. */
@Entity()
export class IntakeEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') scope: string;
  @Column('integer') epoch: number;
  @Column('bytea') ephemeralKey: Buffer;
  @Column('bytea') sealed: Buffer;
  @Column('date') day: string;
  @Column('text', { array: true }) flags: string[];
  @Column('smallint') attempts: number;
  @Column('boolean') setAside: boolean;
}
