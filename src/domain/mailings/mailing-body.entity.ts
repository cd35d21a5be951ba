import { Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, MailingId } from '../../kernel/id.js';

/** A body that a mailing addresses. */
@Entity('mailing_body')
export class MailingBodyEntity {
  @PrimaryColumn({ type: 'uuid' })
  mailingId: MailingId;

  @PrimaryColumn({ type: 'uuid' })
  bodyId: BodyId;
}
