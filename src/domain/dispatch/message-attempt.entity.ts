import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './outcome.rules.js';

/** One try to hand a message over, as it ended; only ever added. */
@Entity('message_attempt')
export class MessageAttemptEntity {
  @PrimaryColumn({ type: 'uuid' })
  messageId: string;

  @PrimaryColumn({ type: 'smallint' })
  attempt: number;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'text' })
  outcome: Outcome;

  @Column({ type: 'text', nullable: true })
  phase: string | null;

  @Column({ type: 'smallint', nullable: true })
  replyCode: number | null;

  @Column({ type: 'text', nullable: true })
  enhancedCode: string | null;

  @Column({ type: 'text', nullable: true })
  reply: string | null;
}
