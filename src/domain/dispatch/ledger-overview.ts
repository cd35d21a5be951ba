import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { BatchState } from './batch.rules.js';
import type { MessageKind } from './message-kind.rules.js';
import type { MessageState } from './message.rules.js';

/** How the whole ledger stands. */
export interface LedgerOverview {
  readonly messages: readonly {
    readonly kind: MessageKind;
    readonly state: MessageState;
    readonly count: number;
    /** Of these: no server said so, but they count as accepted, since they were handed over and cannot be sent again. */
    readonly assumed: number;
  }[];
  readonly openBatches: readonly {
    readonly id: string;
    readonly kind: MessageKind;
    readonly scope: string;
    readonly state: BatchState;
    readonly failure: string | null;
    readonly planned: number;
  }[];
  readonly heldLanes: readonly {
    readonly key: string;
    readonly holdReason: string;
    readonly heldUntil: Date | null;
  }[];
}

/** Counts messages by kind and state, and names the batches that are under way and the lanes that are held. */
export async function ledgerOverview(tx: Tx): Promise<LedgerOverview> {
  return {
    messages: await rows(
      tx,
      `SELECT kind, state, count(*)::integer AS count,
              count(*) FILTER (WHERE outcome = 'assumed_sent')::integer AS assumed
         FROM message GROUP BY kind, state ORDER BY kind, state`,
    ),
    openBatches: await rows(
      tx,
      `SELECT id, kind, scope, state, failure, planned FROM batch
        WHERE NOT standing AND state IN ('materialising', 'frozen', 'sending', 'paused') ORDER BY created_at, id`,
    ),
    heldLanes: await rows(
      tx,
      `SELECT key, hold_reason AS "holdReason", held_until AS "heldUntil" FROM lane
        WHERE hold_reason IS NOT NULL ORDER BY key`,
    ),
  };
}

/** A message that a person has to decide about; who it is for is not told, only which campaign and which seat. */
export interface DoubtfulMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly scope: string;
  readonly ref: string | null;
  readonly locale: string;
  readonly messageId: string | null;
  readonly inDoubtSince: Date;
}

/** The messages in doubt, the oldest first: handed over without a reply. The Message-ID finds them in a server's log. */
export async function listDoubts(tx: Tx, page: PageRequest): Promise<Page<DoubtfulMessage>> {
  const items = await rows<DoubtfulMessage>(
    tx,
    `SELECT id, kind, scope, ref, locale, message_id AS "messageId", in_doubt_since AS "inDoubtSince"
       FROM message WHERE in_doubt_since IS NOT NULL ORDER BY in_doubt_since, id LIMIT $1 OFFSET $2`,
    [page.perPage, offsetOf(page)],
  );
  const [count] = await rows<{ total: number }>(
    tx,
    `SELECT count(*)::integer AS total FROM message WHERE in_doubt_since IS NOT NULL`,
  );
  return { ...page, items, total: count?.total ?? 0 };
}

/** The scope a message belongs to, or null. */
export async function scopeOfMessage(tx: Tx, id: string): Promise<string | null> {
  const [message] = await rows<{ scope: string }>(tx, 'SELECT scope FROM message WHERE id = $1', [id]);
  return message?.scope ?? null;
}
