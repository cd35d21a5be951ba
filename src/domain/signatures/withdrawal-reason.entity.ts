import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why somebody withdrew, in their own words: of which campaign and on which day, and of nobody. */
@Entity('withdrawal_reason')
export class WithdrawalReasonEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') campaignId: string;
  @Column('integer') epoch: number;
  @Column('bytea') reason: Buffer;
  @Column('date') day: string;
}
