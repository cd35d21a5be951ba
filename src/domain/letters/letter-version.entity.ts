import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LetterId, LetterVersionId, OrganizerId } from '../../kernel/id.js';
import type { LetterState } from './letter.rules.js';
import type { LetterTexts } from './letter-section.js';

/** One version of a letter in all its languages; its text never changes (the roles may update only its state). */
@Entity('letter_version')
export class LetterVersionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: LetterVersionId;

  @Column({ type: 'uuid' })
  letterId: LetterId;

  @Column({ type: 'integer' })
  number: number;

  @Column({ type: 'text' })
  state: LetterState;

  @Column({ type: 'jsonb' })
  texts: LetterTexts;

  @Column({ type: 'text' })
  sha256: string;

  /** Null: it came with the campaign's file. */
  @Column({ type: 'uuid', nullable: true })
  authorId: OrganizerId | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'uuid', nullable: true })
  submittedBy: OrganizerId | null;

  @Column({ type: 'timestamptz', nullable: true })
  submittedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  returnedNote: string | null;
}
