import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, MailingId, SeatId } from '../../kernel/id.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';

/** What one seat will get, word for word: what is previewed is what is sent. */
@Entity('mailing_seat')
export class MailingSeatEntity {
  @PrimaryColumn({ type: 'uuid' })
  mailingId: MailingId;

  @PrimaryColumn({ type: 'uuid' })
  seatId: SeatId;

  @Column({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'text' })
  address: string;

  /** The name beside the address. */
  @Column({ type: 'text' })
  addressee: string;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'text' })
  disclosure: DisclosureLevel;

  @Column({ type: 'text' })
  salutation: string;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  textPart: string;

  @Column({ type: 'text' })
  htmlPart: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'boolean' })
  posted: boolean;

  /** It stands on the public record. */
  @Column({ type: 'boolean' })
  told: boolean;
}
