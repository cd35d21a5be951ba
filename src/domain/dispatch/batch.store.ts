import { Injectable } from '@nestjs/common';
import { newId, type BatchId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { batchTransitions, type BatchState } from './batch.rules.js';
import { BatchNotFound, BatchStateForbids, OccurrenceTaken } from './dispatch.errors.js';
import { rulesOf, type MessageKind } from './message-kind.rules.js';

/** What a mailing's batch is made of: what the approval bound. */
export interface BatchWish {
  readonly kind: MessageKind;
  readonly scope: string;
  readonly contentSha256: Buffer;
  readonly audienceSha256: Buffer;
  /** 0 is first; default: the kind's own. */
  readonly priority?: number;
  /** Unique over all batches, so that one occurrence is never sent twice. */
  readonly occurrenceKey: string;
}

/** Everyone is accounted for: `candidates = planned + excluded`. */
export interface BatchCounts {
  readonly candidates: number;
  readonly planned: number;
  readonly excluded: number;
}

/** A batch as dispatch's own verbs see it. */
export interface BatchRow extends BatchCounts {
  readonly id: BatchId;
  readonly kind: MessageKind;
  readonly scope: string;
  readonly standing: boolean;
  readonly state: BatchState;
  readonly priority: number;
  readonly contentSha256: Buffer | null;
  readonly audienceSha256: Buffer | null;
}

const COLUMNS = `id, kind, scope, standing, state, priority, candidates, planned, excluded,
  content_sha256 AS "contentSha256", audience_sha256 AS "audienceSha256"`;

/** Batches: state changes are guarded updates. */
@Injectable()
export class BatchStore {
  /** The batch that carries one scope's transactional mail of one kind, made at its first message. */
  async ensureStanding(tx: Tx, kind: MessageKind, scope: string, now: Date): Promise<BatchId> {
    const find = () =>
      rows<{ id: BatchId }>(tx, 'SELECT id FROM batch WHERE standing AND kind = $1 AND scope = $2', [
        kind,
        scope,
      ]);
    const [found] = await find();
    if (found) return found.id;
    await tx.query(
      `INSERT INTO batch (id, kind, scope, standing, state, priority, created_at, started_at)
       VALUES ($1, $2, $3, true, 'sending', $4, $5, $5) ON CONFLICT (kind, scope) WHERE standing DO NOTHING`,
      [newId<'batch'>(), kind, scope, rulesOf(kind).priority, now],
    );
    const [made] = await find();
    if (!made) throw new BatchNotFound();
    return made.id;
  }

  /** Makes a batch to be filled, or answers the one this occurrence has already. */
  async create(tx: Tx, wish: BatchWish, now: Date): Promise<BatchId> {
    const { kind, scope, contentSha256, audienceSha256, occurrenceKey } = wish;
    await tx.query(
      `INSERT INTO batch (id, kind, scope, state, content_sha256, audience_sha256, priority, occurrence_key, created_at)
       VALUES ($1, $2, $3, 'materialising', $4, $5, $6, $7, $8) ON CONFLICT (occurrence_key) DO NOTHING`,
      [
        newId<'batch'>(),
        kind,
        scope,
        contentSha256,
        audienceSha256,
        wish.priority ?? rulesOf(kind).priority,
        occurrenceKey,
        now,
      ],
    );
    const [batch] = await rows<BatchRow>(tx, `SELECT ${COLUMNS} FROM batch WHERE occurrence_key = $1`, [
      occurrenceKey,
    ]);
    const same =
      batch?.kind === kind &&
      batch.scope === scope &&
      batch.contentSha256?.equals(contentSha256) &&
      batch.audienceSha256?.equals(audienceSha256);
    if (!batch || !same) throw new OccurrenceTaken();
    return batch.id;
  }

  /** The batch; throws BatchNotFound. */
  async get(tx: Tx, id: BatchId): Promise<BatchRow> {
    return this.read(tx, id, '');
  }

  /** The batch, locked until the transaction ends. */
  async lock(tx: Tx, id: BatchId): Promise<BatchRow> {
    return this.read(tx, id, 'FOR UPDATE');
  }

  /** The batch, which nobody changes until the transaction ends; others may hold it so too. */
  async share(tx: Tx, id: BatchId): Promise<BatchRow> {
    return this.read(tx, id, 'FOR SHARE');
  }

  /** How many messages it has. */
  async messages(tx: Tx, id: BatchId): Promise<number> {
    const [found] = await rows<{ messages: number }>(
      tx,
      'SELECT count(*)::integer AS messages FROM message WHERE batch_id = $1',
      [id],
    );
    return found?.messages ?? 0;
  }

  /** Closes the list of recipients, once the messages were counted. */
  async freeze(
    tx: Tx,
    id: BatchId,
    { candidates, planned, excluded }: BatchCounts,
    now: Date,
  ): Promise<void> {
    await this.move(tx, id, 'frozen');
    await tx.query(
      'UPDATE batch SET candidates = $2, planned = $3, excluded = $4, frozen_at = $5 WHERE id = $1',
      [id, candidates, planned, excluded, now],
    );
  }

  /** Moves a batch where its diagram allows it; zero rows is a conflict. */
  async move(tx: Tx, id: BatchId, to: BatchState, failure: string | null = null): Promise<void> {
    const from = Object.entries(batchTransitions).filter(([, next]) =>
      (next as readonly string[]).includes(to),
    );
    const moved = await changed(
      tx,
      'UPDATE batch SET state = $2, failure = coalesce($4, failure) WHERE id = $1 AND state = ANY ($3)',
      [id, to, from.map(([state]) => state), failure],
    );
    if (moved === 0) throw new BatchStateForbids((await this.get(tx, id)).state, to);
  }

  /** The first message may leave. */
  async start(tx: Tx, id: BatchId, now: Date): Promise<void> {
    await this.move(tx, id, 'sending');
    await tx.query('UPDATE batch SET started_at = coalesce(started_at, $2) WHERE id = $1', [id, now]);
  }

  /** Ends a batch that must not leave, with the reason. */
  async fail(tx: Tx, id: BatchId, failure: string, now: Date): Promise<void> {
    await this.move(tx, id, 'failed', failure);
    await tx.query('UPDATE batch SET finished_at = $2 WHERE id = $1', [id, now]);
  }

  /** Pauses a mailing whose content was refused too often; answers whether it did. */
  async pauseIfRefused(tx: Tx, id: BatchId): Promise<boolean> {
    const paused = await changed(
      tx,
      `UPDATE batch b SET state = 'paused', failure = 'content-refused'
        WHERE b.id = $1 AND b.state = 'sending' AND NOT b.standing AND b.content_refusals_allowed <=
              (SELECT count(*) FROM message m WHERE m.batch_id = b.id AND m.outcome = 'content_refused')`,
      [id],
    );
    return paused > 0;
  }

  /** Closes batches that have nothing open any more. */
  async complete(tx: Tx, now: Date): Promise<void> {
    await tx.query(
      `UPDATE batch b SET state = 'completed', finished_at = $1
        WHERE (b.state = 'sending' OR (b.state = 'frozen' AND b.planned = 0)) AND NOT b.standing
          AND NOT EXISTS (SELECT 1 FROM queue q WHERE q.batch_id = b.id)
          AND NOT EXISTS (SELECT 1 FROM message m WHERE m.batch_id = b.id AND m.in_doubt_since IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM (SELECT token, unnest(messages) AS id FROM lease) AS l
                            JOIN message m ON m.id = l.id AND m.lease_token = l.token AND m.batch_id = b.id)`,
      [now],
    );
  }

  /** Batches that are over and of which something still waits. */
  async toClear(tx: Tx): Promise<BatchId[]> {
    const found = await rows<{ id: BatchId }>(
      tx,
      `SELECT id FROM batch b WHERE state IN ('cancelled', 'failed')
          AND EXISTS (SELECT 1 FROM queue q WHERE q.batch_id = b.id)`,
    );
    return found.map(({ id }) => id);
  }

  /** A paused batch goes on: one that never sent goes back to `frozen`, where it is checked before its first message. */
  async resume(tx: Tx, id: BatchId): Promise<void> {
    await tx.query(
      `UPDATE batch SET state = CASE WHEN started_at IS NULL THEN 'frozen' ELSE 'sending' END
        WHERE id = $1 AND state = 'paused'`,
      [id],
    );
  }

  private async read(tx: Tx, id: BatchId, lock: '' | 'FOR SHARE' | 'FOR UPDATE'): Promise<BatchRow> {
    const [batch] = await rows<BatchRow>(tx, `SELECT ${COLUMNS} FROM batch WHERE id = $1 ${lock}`, [id]);
    if (!batch) throw new BatchNotFound();
    return batch;
  }
}
