import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LetterId, MailingId, OccurrenceId } from '../../kernel/id.js';

/** A mailing that keeps an occurrence: one per letter, and again (the next take) when a person asks for it late. */
@Entity('occurrence_mailing')
export class OccurrenceMailingEntity {
  @PrimaryColumn({ type: 'uuid' })
  occurrenceId: OccurrenceId;

  @Column({ type: 'uuid' })
  mailingId: MailingId;

  @PrimaryColumn({ type: 'uuid' })
  letterId: LetterId;

  @PrimaryColumn({ type: 'integer' })
  take: number;
}
