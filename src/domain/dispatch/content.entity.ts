import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CompiledPiece } from '../../platform/mail/compiled-mail.js';
import type { MessageKind } from './message-kind.rules.js';

/** Mail compiled once: its pieces of text and its slots, known by their sha256. */
@Entity('content')
export class ContentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bytea' })
  sha256: Buffer;

  @Column({ type: 'text' })
  kind: MessageKind;

  @Column({ type: 'text' })
  locale: string;

  @Column({ type: 'jsonb' })
  pieces: CompiledPiece[];

  @Column({ type: 'date' })
  createdOn: string;
}
