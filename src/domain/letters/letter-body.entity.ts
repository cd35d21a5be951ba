import { Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, LetterId } from '../../kernel/id.js';

/** A body that a letter addresses. */
@Entity('letter_body')
export class LetterBodyEntity {
  @PrimaryColumn({ type: 'uuid' })
  letterId: LetterId;

  @PrimaryColumn({ type: 'uuid' })
  bodyId: BodyId;
}
