import { Injectable } from '@nestjs/common';
import { newId, type ContentId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { CompiledMail } from '../../platform/mail/compile-mail.js';
import type { CompiledPiece } from '../../platform/mail/compiled-mail.js';
import type { MessageKind } from './message-kind.rules.js';

/** Compiled mail, each once, by its sha256. */
@Injectable()
export class ContentStore {
  /** Stores the mail unless it is there; answers its id. */
  async store(tx: Tx, kind: MessageKind, locale: string, mail: CompiledMail, now: Date): Promise<ContentId> {
    const find = () => rows<{ id: ContentId }>(tx, 'SELECT id FROM content WHERE sha256 = $1', [mail.sha256]);
    const [found] = await find();
    if (found) return found.id;
    await tx.query(
      `INSERT INTO content (id, sha256, kind, locale, pieces, created_on) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (sha256) DO NOTHING`,
      [
        newId<'content'>(),
        mail.sha256,
        kind,
        locale,
        JSON.stringify(mail.pieces),
        now.toISOString().slice(0, 10),
      ],
    );
    const [made] = await find();
    if (!made) throw new Error('the content was not stored');
    return made.id;
  }

  /** The pieces of a content; throws when there is none, which a foreign key forbids. */
  async pieces(tx: Tx, id: ContentId): Promise<CompiledPiece[]> {
    const [content] = await rows<{ pieces: CompiledPiece[] }>(
      tx,
      'SELECT pieces FROM content WHERE id = $1',
      [id],
    );
    if (!content) throw new Error('no such content');
    return content.pieces;
  }
}
