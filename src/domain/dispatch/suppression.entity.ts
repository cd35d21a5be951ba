import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SuppressionReason } from './suppression.rules.js';

/** An address that gets nothing (of one scope, or of the instance), known only by its keyed hash. */
@Entity('suppression')
export class SuppressionEntity {
  @PrimaryColumn({ type: 'bytea' })
  addressKey: Buffer;

  /** It stops the news and no other mail; it stands beside one that stops all. */
  @PrimaryColumn({ type: 'boolean' })
  onlyNews: boolean;

  @Column({ type: 'uuid', nullable: true })
  scope: string | null;

  @Column({ type: 'text' })
  reason: SuppressionReason;

  @Column({ type: 'date' })
  createdOn: string;

  @Column({ type: 'date', nullable: true })
  expiresOn: string | null;
}
