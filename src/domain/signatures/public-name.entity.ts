import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A name, or its initials, that a supporter chose to show. */
@Entity()
export class PublicNameEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') campaignId: string;
  @Column('uuid') signatureId: string;
  @Column('text') shown: string;
  @Column('date') day: string;
}
