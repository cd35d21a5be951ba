import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MessageKind } from './message-kind.rules.js';
import type { MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';

/** One mail to one address: the unit of the ledger. Columns that tell of a person are emptied when it is old. */
@Entity('message')
export class MessageEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  batchId: string;

  @Column({ type: 'text' })
  kind: MessageKind;

  @Column({ type: 'uuid' })
  scope: string;

  @Column({ type: 'integer' })
  epoch: number;

  @Column({ type: 'uuid', nullable: true })
  ref: string | null;

  @Column({ type: 'integer' })
  issue: number;

  @Column({ type: 'bytea', nullable: true })
  recipientKey: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  contact: Buffer | null;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'uuid' })
  contentId: string;

  @Column({ type: 'uuid' })
  laneId: string;

  @Column({ type: 'smallint' })
  priority: number;

  @Column({ type: 'text', nullable: true })
  provider: string | null;

  @Column({ type: 'text' })
  state: MessageState;

  @Column({ type: 'smallint' })
  stage: number;

  @Column({ type: 'smallint' })
  attempts: number;

  @Column({ type: 'smallint' })
  resends: number;

  @Column({ type: 'smallint' })
  softBounces: number;

  @Column({ type: 'timestamptz', nullable: true })
  nextAttemptAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  leaseToken: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  leaseExpiresAt: Date | null;

  @Column({ type: 'text', nullable: true })
  messageId: string | null;

  @Column({ type: 'text', nullable: true })
  outcome: Outcome | null;

  @Column({ type: 'smallint', nullable: true })
  replyCode: number | null;

  @Column({ type: 'text', nullable: true })
  enhancedCode: string | null;

  @Column({ type: 'text', nullable: true })
  queueId: string | null;

  @Column({ type: 'date' })
  createdOn: string;

  @Column({ type: 'timestamptz', nullable: true })
  handedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  inDoubtSince: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'date', nullable: true })
  finishedOn: string | null;
}
