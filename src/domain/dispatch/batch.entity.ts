import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BatchState } from './batch.rules.js';
import type { MessageKind } from './message-kind.rules.js';

/** What is sent together under one approval, or (standing) what one scope sends of one transactional kind. */
@Entity('batch')
export class BatchEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: MessageKind;

  @Column({ type: 'uuid' })
  scope: string;

  @Column({ type: 'boolean' })
  standing: boolean;

  @Column({ type: 'text' })
  state: BatchState;

  @Column({ type: 'bytea', nullable: true })
  contentSha256: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  audienceSha256: Buffer | null;

  @Column({ type: 'smallint' })
  priority: number;

  @Column({ type: 'text', nullable: true })
  occurrenceKey: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  notBefore: Date | null;

  @Column({ type: 'text', nullable: true })
  zone: string | null;

  @Column({ type: 'time', nullable: true })
  windowFrom: string | null;

  @Column({ type: 'time', nullable: true })
  windowUntil: string | null;

  @Column({ type: 'smallint', array: true, nullable: true })
  weekdays: number[] | null;

  @Column({ type: 'integer', nullable: true })
  ratePerHour: number | null;

  @Column({ type: 'integer' })
  contentRefusalsAllowed: number;

  @Column({ type: 'integer' })
  candidates: number;

  @Column({ type: 'integer' })
  planned: number;

  @Column({ type: 'integer' })
  excluded: number;

  @Column({ type: 'text', nullable: true })
  failure: string | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  frozenAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  finishedAt: Date | null;
}
