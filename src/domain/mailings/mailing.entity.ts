import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BatchId, CampaignId, LetterVersionId, MailingId, OrganizerId } from '../../kernel/id.js';
import type { LetterAudience } from '../letters/letter.rules.js';
import type { Figures } from './figures.js';
import type { MailingState } from './mailing.rules.js';
import type { SupportersRule } from './supporters-rule.js';

/** A letter version, an audience and a time; sent as one batch, whose state is its own from `frozen` on. */
@Entity('mailing')
export class MailingEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: MailingId;

  @Column({ type: 'uuid' })
  campaignId: CampaignId;

  @Column({ type: 'uuid' })
  letterVersionId: LetterVersionId;

  @Column({ type: 'text' })
  audience: LetterAudience;

  @Column({ type: 'text' })
  state: MailingState;

  @Column({ type: 'timestamptz' })
  sendAt: Date;

  @Column({ type: 'text' })
  zone: string;

  @Column({ type: 'integer' })
  graceMinutes: number;

  /** Which keeping of an anniversary it is; null: none. */
  @Column({ type: 'integer', nullable: true })
  keepingN: number | null;

  @Column({ type: 'date', nullable: true })
  keepingDay: string | null;

  @Column({ type: 'jsonb', nullable: true })
  rule: SupportersRule | null;

  @Column({ type: 'jsonb', nullable: true })
  figures: Figures | null;

  @Column({ type: 'text', nullable: true })
  contentSha256: string | null;

  @Column({ type: 'text', nullable: true })
  audienceSha256: string | null;

  @Column({ type: 'text', nullable: true })
  scheduleSha256: string | null;

  /** What the approval names: content, audience and schedule in one. */
  @Column({ type: 'text', nullable: true })
  sha256: string | null;

  /** Null: the system planned it, for an anniversary. */
  @Column({ type: 'uuid', nullable: true })
  plannedBy: OrganizerId | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'uuid', nullable: true })
  submittedBy: OrganizerId | null;

  @Column({ type: 'timestamptz', nullable: true })
  submittedAt: Date | null;

  /** Who said that statuses older than 12 months go out with their dates. */
  @Column({ type: 'uuid', nullable: true })
  acknowledgedBy: OrganizerId | null;

  @Column({ type: 'timestamptz', nullable: true })
  acknowledgedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  batchId: BatchId | null;

  /** How far materialising has come among supporters. */
  @Column({ type: 'uuid', nullable: true })
  lastRef: string | null;

  @Column({ type: 'integer' })
  candidates: number;

  @Column({ type: 'integer' })
  planned: number;

  @Column({ type: 'integer' })
  excluded: number;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  cancelledBecause: string | null;
}
