import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import type { CampaignFace } from './campaign-face.js';
import type { CampaignState } from './campaign.rules.js';
import type { PublishedAnniversary } from './published-campaign.js';
import type { RecordSection } from './record-section.js';

/** One cause; what it says is in its version, what it asks for in its demands. */
@Entity('campaign')
export class CampaignEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: CampaignId;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  state: CampaignState;

  @Column({ type: 'text', array: true })
  locales: string[];

  @Column({ type: 'text' })
  defaultLocale: string;

  @Column({ type: 'uuid', nullable: true })
  versionId: string | null;

  @Column({ type: 'integer', nullable: true })
  goal: number | null;

  /** Mail to supporters has a sender and a subject that say nothing of the cause. */
  @Column({ type: 'boolean' })
  neutralMail: boolean;

  /** Whoever has not confirmed after a day is mailed once more. */
  @Column({ type: 'boolean' })
  reminder: boolean;

  /** Origins whose pages may show the form in a frame; empty: none. */
  @Column({ type: 'text', array: true })
  embedOrigins: string[];

  /** The days kept, as far as the public page tells of them. */
  @Column({ type: 'jsonb' })
  anniversaries: PublishedAnniversary[];

  /** What its pages ask and offer beside its texts. */
  @Column({ type: 'jsonb' })
  face: CampaignFace;

  /** Endorsements and updates as the file has them. */
  @Column({ type: 'jsonb' })
  record: RecordSection;

  /** Of the file imported last: the same file again changes nothing. */
  @Column({ type: 'text', nullable: true })
  fileSha256: string | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  openedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  closedAt: Date | null;
}
