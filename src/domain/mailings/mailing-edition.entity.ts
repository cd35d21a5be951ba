import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailingId } from '../../kernel/id.js';

/** One language of a supporters' mailing, with slots where recipients differ. */
@Entity('mailing_edition')
export class MailingEditionEntity {
  @PrimaryColumn({ type: 'uuid' })
  mailingId: MailingId;

  @PrimaryColumn({ type: 'text' })
  locale: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  textPart: string;

  @Column({ type: 'text' })
  htmlPart: string;

  @Column({ type: 'text' })
  sha256: string;
}
