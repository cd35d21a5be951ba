import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NewsReach } from './signature.rules.js';

/** What whoever signed said about news at the link of a mail; the address itself is suppressed by its keyed hash. */
@Entity('news_stop')
export class NewsStopEntity {
  @PrimaryColumn('uuid') signatureId: string;
  @Column('text') reach: NewsReach;
  /** What taking it back brings back. */
  @Column('boolean') hadNews: boolean;
  /** How far the suppressions follow it already. */
  @Column('text') settled: NewsReach;
}
