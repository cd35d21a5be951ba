import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyId } from '../../kernel/id.js';
import type { BodyKind, DisclosureLevel } from './body.rules.js';

/** A named institution that is addressed, known to the whole instance by its key. */
@Entity('body')
export class BodyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: BodyId;

  @Column({ type: 'text' })
  key: string;

  @Column({ type: 'text' })
  kind: BodyKind;

  @Column({ type: 'jsonb' })
  names: Record<string, string>;

  /** No campaign may tell it more than this. */
  @Column({ type: 'text' })
  ceiling: DisclosureLevel;
}
