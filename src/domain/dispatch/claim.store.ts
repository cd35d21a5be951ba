import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BatchId, ContentId, LaneId, MessageId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { DispatchSettings } from './dispatch-settings.js';
import { LeaseOwner } from './lease-owner.js';
import type { MessageKind } from './message-kind.rules.js';

/** A message as a pump leased it. */
export interface ClaimedMessage {
  readonly id: MessageId;
  readonly token: string;
  readonly batchId: BatchId;
  readonly kind: MessageKind;
  readonly scope: string;
  readonly epoch: number;
  readonly ref: string;
  readonly issue: number;
  readonly contact: Buffer;
  readonly locale: string;
  readonly contentId: ContentId;
  readonly laneId: LaneId;
  readonly attempts: number;
  readonly expiresAt: Date | null;
  readonly messageId: string;
}

/** How many of a claim may belong to each: a scope or batch that is not named has no limit of its own. */
export interface Allowances {
  readonly scopes: ReadonlyMap<string, number>;
  readonly batches: ReadonlyMap<string, number>;
  /** Of those that were never begun; null without a limit. */
  readonly fresh: number | null;
}

/** The lane's queue, the most urgent first; `IS TRUE` keeps the planner from beginning with the batches. */
const queue = (more = '') => `
  SELECT priority, next_attempt_at, message_id, batch_id FROM queue
   WHERE lane_id = $1 AND next_attempt_at <= $2 AND (expires_at IS NULL OR expires_at > $2)
     AND (batch_id IN (SELECT id FROM sending)) IS TRUE ${more}
   ORDER BY priority, next_attempt_at, message_id`;

/** Of a place `q` in the queue: its message, locked before its place is taken away, where nobody else has it. */
const waiting = (columns: string, more = '') => `
  LATERAL (SELECT ${columns} FROM message
            WHERE id = q.message_id AND state = 'ready' ${more} FOR UPDATE SKIP LOCKED) AS m`;

const PICKED = `
  picked AS MATERIALIZED (
    SELECT m.id, q.priority, q.next_attempt_at FROM (${queue()}) AS q, ${waiting('id')} LIMIT $3)`;

/** What has nothing left is passed by in the search, so that the rest of the lane goes on. */
const PICKED_WITHIN = `
  found AS MATERIALIZED (
    SELECT m.id, q.priority, q.next_attempt_at, m.scope, m.batch_id, m.attempts = 0 AS fresh, row_number() OVER () AS place
      FROM (${queue("AND batch_id <> ALL (ARRAY(SELECT key::uuid FROM json_each_text($8::json) WHERE value = '0'))")}) AS q,
           ${waiting(
             'id, scope, batch_id, attempts',
             `AND scope <> ALL (ARRAY(SELECT key::uuid FROM json_each_text($7::json) WHERE value = '0'))
              AND (attempts > 0 OR $9::integer IS NULL OR $9::integer > 0)`,
           )}
     LIMIT $3),
  counted AS (
    SELECT id, priority, next_attempt_at, scope, batch_id, fresh,
           row_number() OVER (PARTITION BY scope ORDER BY place) AS of_scope,
           row_number() OVER (PARTITION BY batch_id ORDER BY place) AS of_batch,
           row_number() OVER (PARTITION BY fresh ORDER BY place) AS of_fresh
      FROM found),
  picked AS MATERIALIZED (
    SELECT id, priority, next_attempt_at FROM counted
     WHERE of_scope <= coalesce(($7::json ->> scope::text)::bigint, of_scope)
       AND of_batch <= coalesce(($8::json ->> batch_id::text)::bigint, of_batch)
       AND (NOT fresh OR of_fresh <= coalesce($9::bigint, of_fresh)))`;

const claimOf = (picked: string) => `
  WITH sending AS MATERIALIZED (SELECT id FROM batch WHERE state = 'sending'), ${picked},
  unqueued AS (
    DELETE FROM queue q USING picked p
     WHERE q.lane_id = $1 AND q.priority = p.priority AND q.next_attempt_at = p.next_attempt_at AND q.message_id = p.id),
  lease AS (
    INSERT INTO lease (token, owner, messages)
    SELECT $4, $5, array_agg(id) FROM picked HAVING count(*) > 0)
  UPDATE message SET state = 'leased', stage = 0, attempts = attempts + 1, lease_token = $4,
         lease_expires_at = clock_timestamp() + make_interval(secs => $6)
    FROM picked WHERE message.id = picked.id
  RETURNING message.id, batch_id AS "batchId", kind, scope, epoch, ref, issue, contact, locale,
            content_id AS "contentId", lane_id AS "laneId", attempts, expires_at AS "expiresAt",
            message_id AS "messageId"`;

/**
 * For the rest of the transaction: what a table was like when it was last looked at tells nothing of a queue that just
 * grew by half a million, and a planner that takes it for small reads and sorts all of it for each claim.
 */
const BY_THE_INDEX = `
  SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
         set_config('enable_seqscan', 'off', true)`;

/** Leases on messages. */
@Injectable()
export class ClaimStore {
  constructor(
    private readonly settings: DispatchSettings,
    private readonly owner: LeaseOwner,
  ) {}

  /**
   * Leases up to `most` messages of a lane that are due, the most urgent first; rows another pump is taking are passed by.
   * Only batches that are sending count, so pausing one is one UPDATE. Wants a transaction.
   */
  async claim(
    tx: Tx,
    laneId: LaneId,
    most: number,
    now: Date,
    within?: Allowances,
  ): Promise<ClaimedMessage[]> {
    const token = randomUUID();
    await tx.query(BY_THE_INDEX);
    const claimed = await rows<Omit<ClaimedMessage, 'token'>>(tx, claimOf(within ? PICKED_WITHIN : PICKED), [
      laneId,
      now,
      most,
      token,
      await this.owner.number(),
      this.settings.leaseSeconds,
      ...(within ? [asJson(within.scopes), asJson(within.batches), within.fresh] : []),
    ]);
    return claimed.map((message) => ({ ...message, token }));
  }
}

function asJson(allowances: ReadonlyMap<string, number>): string {
  return JSON.stringify(Object.fromEntries(allowances));
}
