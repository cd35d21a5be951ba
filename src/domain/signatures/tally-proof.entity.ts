import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { TallyOutcome } from './tally-proof.store.js';
import type { TallyLine } from './tally-comparison.js';

/** One comparison of the public count with the signatures, and what came of it. */
@Entity()
export class TallyProofEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' }) number: string;
  @Column('timestamptz') provedAt: Date;
  @Column('text') outcome: TallyOutcome;
  @Column('integer') campaigns: number;
  @Column('jsonb') departures: TallyLine[];
}
