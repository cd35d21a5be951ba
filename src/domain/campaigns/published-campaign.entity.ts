import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignId } from '../../kernel/id.js';
import type { PublishedDocument, PublishedState } from './published-campaign.js';

/** The projection that the public web process may read. */
@Entity('published_campaign')
export class PublishedCampaignEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: CampaignId;

  @Column({ type: 'text' })
  slug: string;

  @Column({ type: 'text' })
  state: PublishedState;

  @Column({ type: 'text', array: true })
  locales: string[];

  @Column({ type: 'text' })
  defaultLocale: string;

  @Column({ type: 'text' })
  textVersion: string;

  @Column({ type: 'integer', nullable: true })
  goal: number | null;

  @Column({ type: 'jsonb' })
  document: PublishedDocument;

  @Column({ type: 'text' })
  etag: string;

  @Column({ type: 'text', array: true })
  embedOrigins: string[];

  @Column({ type: 'boolean' })
  neutral: boolean;

  @Column({ type: 'timestamptz' })
  openedAt: Date;
}
