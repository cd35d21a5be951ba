import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A report that came in by mail or webhook, once per hash of its raw form. */
@Entity('inbound_event')
export class InboundEventEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bytea' })
  reportSha256: Buffer;

  @Column({ type: 'text' })
  source: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'uuid', nullable: true })
  messageId: string | null;

  @Column({ type: 'uuid', nullable: true })
  scope: string | null;

  /** The epoch of the scope's key that sealed the report. */
  @Column({ type: 'integer', nullable: true })
  epoch: number | null;

  @Column({ type: 'text', nullable: true })
  enhancedCode: string | null;

  @Column({ type: 'bytea', nullable: true })
  report: Buffer | null;

  @Column({ type: 'date' })
  receivedOn: string;

  @Column({ type: 'timestamptz', nullable: true })
  processedAt: Date | null;
}
