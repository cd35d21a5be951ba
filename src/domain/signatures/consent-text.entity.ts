import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was agreed to by signing, in one language; never changed, since signatures name it. */
@Entity()
export class ConsentTextEntity {
  @PrimaryColumn('text') version: string;
  @Column('text') locale: string;
  @Column('jsonb') words: Record<string, string>;
  @Column('date') since: string;
}
