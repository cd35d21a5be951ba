import { Injectable } from '@nestjs/common';
import { changed, type Tx } from '../../platform/database/sql.js';

/** What makes a finished message anonymous: nothing but the day, the kind and the counts stays. */
@Injectable()
export class EmptiedMessagesStore {
  /** Empties these messages, their attempts and what refers to them; answers how many. They have to be finished. */
  async empty(tx: Tx, ids: readonly string[]): Promise<number> {
    await tx.query('DELETE FROM message_attempt WHERE message_id = ANY ($1)', [ids]);
    await tx.query('UPDATE inbound_event SET message_id = NULL WHERE message_id = ANY ($1)', [ids]);
    return changed(
      tx,
      `UPDATE message SET id = gen_random_uuid(), ref = NULL, issue = 0, epoch = 0, recipient_key = NULL, contact = NULL,
              provider = NULL, attempts = 0, resends = 0, soft_bounces = 0, next_attempt_at = NULL, expires_at = NULL,
              message_id = NULL, reply_code = NULL, enhanced_code = NULL, queue_id = NULL, handed_at = NULL,
              in_doubt_since = NULL, finished_at = NULL
        WHERE id = ANY ($1)`,
      [ids],
    );
  }
}
