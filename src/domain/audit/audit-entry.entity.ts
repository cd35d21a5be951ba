import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Json } from '../../kernel/json.js';

/** One act in the chain; written once, never changed. */
@Entity('audit_entry')
export class AuditEntryEntity {
  /** Counts from 1 without a gap; a bigint, so a text. */
  @PrimaryColumn({ type: 'bigint' })
  number: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  actor: string;

  @Column({ type: 'text' })
  act: string;

  @Column({ type: 'text' })
  subjectKind: string;

  @Column({ type: 'text' })
  subjectId: string;

  @Column({ type: 'jsonb' })
  detail: Json;

  @Column({ type: 'bytea' })
  previousHash: Buffer;

  @Column({ type: 'bytea' })
  hash: Buffer;
}
