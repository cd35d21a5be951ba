import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganizerId } from '../../kernel/id.js';

/** What a second person can consent to. */
export type ApprovalSubject = 'letter-version' | 'mailing';

/** A second person's consent to an exact content; voided by any edit, never deleted. */
@Entity('approval')
export class ApprovalEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  subjectKind: ApprovalSubject;

  @Column({ type: 'uuid' })
  subjectId: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'uuid' })
  approvedBy: OrganizerId;

  @Column({ type: 'timestamptz' })
  approvedAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  voidedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  voidedBecause: string | null;
}
