import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { BodyId, CampaignId, MailingId } from '../../kernel/id.js';

/** A letter to a body as the public may read it: no seat, no address, no form of address. */
@Entity('sent_letter')
export class SentLetterEntity {
  @PrimaryColumn({ type: 'uuid' })
  campaignId: CampaignId;

  @PrimaryColumn({ type: 'integer' })
  number: number;

  @Column({ type: 'uuid' })
  mailingId: MailingId;

  @Column({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'date' })
  sentOn: CalendarDate;

  @Column({ type: 'text' })
  subject: string;

  /** Null where the body may be told more than totals. */
  @Column({ type: 'text', nullable: true })
  words: string | null;
}
