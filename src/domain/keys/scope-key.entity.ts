import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The keys of one scope and epoch; the secret halves wrapped, or gone once destroyed. */
@Entity()
export class ScopeKeyEntity {
  @PrimaryColumn('uuid') scope: string;
  @PrimaryColumn('integer') epoch: number;
  @Column('bytea') publicKey: Buffer;
  @Column('bytea') masterKeyId: Buffer;
  @Column('bytea', { nullable: true }) wrappedSealing: Buffer | null;
  @Column('bytea', { nullable: true }) wrappedData: Buffer | null;
  @Column('bytea', { nullable: true }) wrappedIndex: Buffer | null;
  @Column('bytea', { nullable: true }) wrappedToken: Buffer | null;
  @Column('date') createdOn: string;
  @Column('date', { nullable: true }) destroyedOn: string | null;
}
