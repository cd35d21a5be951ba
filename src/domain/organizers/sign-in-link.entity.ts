import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganizerId } from '../../kernel/id.js';

/** A way in that works once, known only by the sha256 of its token. */
@Entity('sign_in_link')
export class SignInLinkEntity {
  @PrimaryColumn({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'uuid' })
  organizerId: OrganizerId;

  @Column({ type: 'timestamptz' })
  issuedAt: Date;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
