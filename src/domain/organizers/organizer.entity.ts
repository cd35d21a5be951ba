import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganizerId } from '../../kernel/id.js';

/** A person who signs in. Never a supporter. */
@Entity('organizer')
export class OrganizerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: OrganizerId;

  @Column({ type: 'text' })
  email: string;

  /** The address under which two spellings are one person. */
  @Column({ type: 'text' })
  emailKey: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'boolean' })
  administrator: boolean;

  @Column({ type: 'timestamptz' })
  invitedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  leftAt: Date | null;
}
