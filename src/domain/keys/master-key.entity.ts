import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The name of a master key that wrapped something here; the key itself is never in the database. */
@Entity()
export class MasterKeyEntity {
  @PrimaryColumn('bytea') id: Buffer;
  @Column('boolean') current: boolean;
  @Column('date') since: string;
}
