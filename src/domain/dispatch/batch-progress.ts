import type { BatchId } from '../../kernel/id.js';
import { offsetOf, type Page, type PageRequest } from '../../kernel/page.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { BatchState } from './batch.rules.js';
import type { BatchCounts } from './batch.store.js';
import { BatchNotFound } from './dispatch.errors.js';
import { messageTransitions, type MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';

/** How far a batch has come: its state, its frozen counts, and how many messages are in which state. */
export interface BatchProgress extends BatchCounts {
  readonly state: BatchState;
  readonly failure: string | null;
  readonly messages: Readonly<Record<MessageState, number>>;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Counts the messages themselves (a GROUP BY), so the progress can never drift. Throws BatchNotFound. */
export async function batchProgress(tx: Tx, batchId: BatchId): Promise<BatchProgress> {
  const [batch] = await rows<Omit<BatchProgress, 'messages'>>(
    tx,
    `SELECT state, failure, candidates, planned, excluded, started_at AS "startedAt", finished_at AS "finishedAt"
       FROM batch WHERE id = $1`,
    [batchId],
  );
  if (!batch) throw new BatchNotFound();
  const counted = await rows<{ state: MessageState; count: number }>(
    tx,
    'SELECT state, count(*)::integer AS count FROM message WHERE batch_id = $1 GROUP BY state',
    [batchId],
  );
  const none = Object.fromEntries(Object.keys(messageTransitions).map((state) => [state, 0]));
  const some = Object.fromEntries(counted.map(({ state, count }) => [state, count]));
  return { ...batch, messages: { ...none, ...some } as Record<MessageState, number> };
}

/** The states of batches, by id. */
export async function batchStates(tx: Tx, ids: readonly BatchId[]): Promise<Map<BatchId, BatchState>> {
  const found = await rows<{ id: BatchId; state: BatchState }>(
    tx,
    'SELECT id, state FROM batch WHERE id = ANY ($1)',
    [ids],
  );
  return new Map(found.map(({ id, state }) => [id, state]));
}

/** One message in a list for organizers: who it was for is the ref (a seat, a signature), never an address. */
export interface BatchMessage {
  readonly id: string;
  readonly ref: string | null;
  readonly locale: string;
  readonly state: MessageState;
  readonly outcome: Outcome | null;
  readonly attempts: number;
  readonly replyCode: number | null;
  readonly enhancedCode: string | null;
  readonly messageId: string | null;
  readonly nextAttemptAt: Date | null;
  readonly finishedAt: Date | null;
  readonly finishedOn: string | null;
}

/** A page of a batch's messages, by language and id. */
export async function listBatchMessages(
  tx: Tx,
  batchId: BatchId,
  page: PageRequest,
): Promise<Page<BatchMessage>> {
  const items = await rows<BatchMessage>(
    tx,
    `SELECT id, ref, locale, state, outcome, attempts, reply_code AS "replyCode", enhanced_code AS "enhancedCode",
            message_id AS "messageId", next_attempt_at AS "nextAttemptAt", finished_at AS "finishedAt",
            finished_on::text AS "finishedOn"
       FROM message WHERE batch_id = $1 ORDER BY locale, id LIMIT $2 OFFSET $3`,
    [batchId, page.perPage, offsetOf(page)],
  );
  const [count] = await rows<{ total: number }>(
    tx,
    'SELECT count(*)::integer AS total FROM message WHERE batch_id = $1',
    [batchId],
  );
  return { ...page, items, total: count?.total ?? 0 };
}
