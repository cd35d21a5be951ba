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

/** Leases on messages. */
@Injectable()
export class ClaimStore {
  constructor(
    private readonly settings: DispatchSettings,
    private readonly owner: LeaseOwner,
  ) {}

  /**
   * Leases up to `most` messages of a lane that are due, the most urgent first; rows another pump is taking are passed by.
   * Only batches that are sending count, so pausing one is one UPDATE.
   */
  async claim(tx: Tx, laneId: LaneId, most: number, now: Date): Promise<ClaimedMessage[]> {
    const token = randomUUID();
    const claimed = await rows<Omit<ClaimedMessage, 'token'>>(
      tx,
      `WITH sending AS MATERIALIZED (SELECT id FROM batch WHERE state = 'sending'),
            picked AS MATERIALIZED (
              SELECT id FROM message
               WHERE lane_id = $1 AND state = 'ready' AND next_attempt_at <= $2
                 AND (expires_at IS NULL OR expires_at > $2) AND batch_id IN (SELECT id FROM sending)
               ORDER BY priority, next_attempt_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
       UPDATE message SET state = 'leased', stage = 0, attempts = attempts + 1, lease_token = $4, lease_owner = $5,
              lease_expires_at = clock_timestamp() + make_interval(secs => $6)
         FROM picked WHERE message.id = picked.id
       RETURNING message.id, batch_id AS "batchId", kind, scope, epoch, ref, issue, contact, locale,
                 content_id AS "contentId", lane_id AS "laneId", attempts, expires_at AS "expiresAt",
                 message_id AS "messageId"`,
      [laneId, now, most, token, await this.owner.number(), this.settings.leaseSeconds],
    );
    return claimed.map((message) => ({ ...message, token }));
  }
}
