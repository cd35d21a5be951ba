import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, type BatchId, type LaneId } from '../../kernel/id.js';
import { sha256 } from '../../platform/crypto/mac.js';
import { byteaArray } from '../../platform/database/bytea-array.js';
import { plainArray } from '../../platform/database/plain-array.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { BatchRow } from './batch.store.js';
import { giveUpAt, rulesOf } from './message-kind.rules.js';
import type { MessageRow, MessagesFromQuery } from './message-row.js';

/** What a chunk of an audience came to: messages made, and where to go on; null: nobody is left. */
export interface PostedChunk {
  readonly posted: number;
  readonly lastRef: string | null;
}

/** Messages of an audience behind a ref: how many, and the refs of the first and the last. */
export interface PostedBeyond {
  readonly posted: number;
  readonly firstRef: string;
  readonly lastRef: string;
}

/** Messages as they come into the ledger. */
@Injectable()
export class MessageStore {
  /** Inserts messages by one statement; a recipient the batch has already is left as it is. Answers how many are new. */
  async insert(
    tx: Tx,
    batch: Pick<BatchRow, 'id' | 'standing' | 'priority'>,
    messages: readonly MessageRow[],
    lanes: ReadonlyMap<string, LaneId>,
    domain: string,
    now: Date,
  ): Promise<number> {
    const column = <Value>(of: (message: MessageRow) => Value) => messages.map(of);
    const ids = messages.map(() => newId<'message'>());
    return changed(
      tx,
      `INSERT INTO message (id, batch_id, kind, scope, epoch, ref, issue, recipient_key, contact, locale, content_id,
                            lane_id, priority, state, next_attempt_at, expires_at, message_id, created_on)
       SELECT id, $1, kind, scope, epoch, ref, issue, recipient_key, contact, locale, content_id, lane_id, $2, 'ready',
              next_attempt_at, expires_at, '<m' || id || '@' || $3 || '>', $4::date
         FROM unnest($5::uuid[], $6::text[], $7::uuid[], $8::integer[], $9::uuid[], $10::integer[], $11::bytea[],
                     $12::bytea[], $13::text[], $14::uuid[], $15::uuid[], $16::timestamptz[], $17::timestamptz[])
           AS row (id, kind, scope, epoch, ref, issue, recipient_key, contact, locale, content_id, lane_id,
                   next_attempt_at, expires_at)
       ON CONFLICT (batch_id, recipient_key) DO NOTHING RETURNING 1`,
      [
        batch.id,
        batch.priority,
        domain,
        now.toISOString().slice(0, 10),
        plainArray(ids),
        column(({ kind }) => kind),
        plainArray(column(({ scope }) => scope)),
        plainArray(column(({ epoch }) => epoch)),
        plainArray(column(({ ref }) => ref)),
        plainArray(column(({ issue }) => issue)),
        byteaArray(column((message) => (batch.standing ? oneOfMany(message) : message.recipientKey))),
        byteaArray(column(({ contact }) => contact)),
        column(({ locale }) => locale),
        plainArray(column(({ contentId }) => contentId)),
        plainArray(column(({ laneKey }) => lanes.get(laneKey) ?? null)),
        plainArray(column(({ notBefore }) => notBefore ?? now)),
        plainArray(column((message) => message.expiresAt ?? giveUp(message, now))),
      ],
    );
  }

  /**
   * Copies a chunk of an audience by INSERT … SELECT: contacts stay ciphertext and never leave the database. A recipient
   * is its ref, so a chunk that was posted before is refused by the ledger's UNIQUE (batch, recipient key).
   */
  async insertFromQuery(
    tx: Tx,
    batch: Pick<BatchRow, 'id' | 'priority'>,
    audience: MessagesFromQuery,
    laneId: LaneId,
    domain: string,
    now: Date,
  ): Promise<PostedChunk> {
    const at = (offset: number) => `$${audience.params.length + offset}`;
    // A planner without statistics takes half a million for one, and sorts them anew for each chunk.
    await tx.query(`SELECT set_config('enable_sort', 'off', true)`);
    const [chunk] = await rows<PostedChunk>(
      tx,
      `WITH named AS MATERIALIZED (
              SELECT *, overlay(gen_random_uuid()::text PLACING ${at(12)}::text FROM 1 FOR 8)::uuid AS id
                FROM (${audience.sql}) AS audience),
            posted AS (
              INSERT INTO message (id, batch_id, kind, scope, epoch, ref, issue, recipient_key, contact, locale,
                                   content_id, lane_id, priority, state, next_attempt_at, expires_at, message_id, created_on)
              SELECT id, ${at(1)}::uuid, ${at(2)}, ${at(3)}::uuid, epoch, ref, issue, uuid_send(ref), contact, locale,
                     coalesce(${at(4)}::jsonb ->> locale, ${at(4)}::jsonb ->> ${at(5)}::text)::uuid,
                     ${at(6)}::uuid, ${at(7)}::smallint, 'ready', ${at(8)}::timestamptz, ${at(9)}::timestamptz,
                     '<m' || id || '@' || ${at(10)} || '>', ${at(11)}::date
                FROM named RETURNING 1)
       SELECT (SELECT count(*) FROM posted)::integer AS posted,
              (SELECT ref FROM named ORDER BY ref DESC LIMIT 1) AS "lastRef"`,
      [
        ...audience.params,
        batch.id,
        audience.kind,
        audience.scope,
        JSON.stringify(audience.contents),
        audience.defaultLocale,
        laneId,
        batch.priority,
        audience.notBefore ?? now,
        audience.expiresAt ?? giveUp(audience, now),
        domain,
        now.toISOString().slice(0, 10),
        neighbourhood(),
      ],
    );
    if (!chunk) throw new Error('the audience gave no answer');
    return chunk;
  }

  /** Of messages that insertFromQuery made: those whose refs come behind this one, by the ledger's UNIQUE index. */
  async beyond(tx: Tx, batchId: BatchId, ref: string): Promise<PostedBeyond | null> {
    const behind = 'FROM message WHERE batch_id = $1 AND recipient_key > uuid_send($2::uuid)';
    const [found] = await rows<PostedBeyond | { firstRef: null }>(
      tx,
      `SELECT (SELECT count(*)::integer ${behind}) AS posted,
              (SELECT ref ${behind} ORDER BY recipient_key LIMIT 1) AS "firstRef",
              (SELECT ref ${behind} ORDER BY recipient_key DESC LIMIT 1) AS "lastRef"`,
      [batchId, ref],
    );
    return found === undefined || found.firstRef === null ? null : found;
  }

  /**
   * Takes up to `most` that wait of a batch that is over out of the queue for good; what is being sent is stopped by its
   * marker, and what somebody else has in hand is passed by: to wait for a sweep that waits for the batch would be for ever.
   */
  async cancelWaiting(tx: Tx, batchId: BatchId, most: number, now: Date): Promise<number> {
    return changed(
      tx,
      `UPDATE message SET state = 'cancelled', outcome = 'cancelled', finished_at = $3, finished_on = ($3::timestamptz AT TIME ZONE 'UTC')::date
        WHERE id = ANY (ARRAY(SELECT m.id FROM queue q JOIN batch b ON b.id = q.batch_id JOIN message m ON m.id = q.message_id
                               WHERE q.batch_id = $1 AND b.state IN ('cancelled', 'failed') AND m.state = 'ready'
                               LIMIT $2 FOR UPDATE OF m SKIP LOCKED))
      RETURNING 1`,
      [batchId, most, now],
    );
  }
}

/**
 * Random first digits that the ids of one chunk share, which tell no time: their entries in the indexes and in the queue
 * are next to each other on a few pages. In the table a claim's are spread over the chunk's pages, where each has room for
 * its next version.
 */
function neighbourhood(): string {
  return randomBytes(4).toString('hex');
}

/** A standing batch writes to the same person again and again: each issue of each ref counts as a recipient. */
function oneOfMany({ recipientKey, ref, issue }: MessageRow): Buffer {
  return sha256(Buffer.concat([recipientKey, Buffer.from(`\0${ref}\0${issue}`)]));
}

/** When to stop trying, where that counts from the first moment a message may leave. */
function giveUp({ kind, notBefore }: Pick<MessageRow, 'kind' | 'notBefore'>, now: Date): Date | null {
  return rulesOf(kind).patient ? null : giveUpAt(kind, notBefore ?? now);
}
