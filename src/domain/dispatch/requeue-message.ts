import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';
import type { MessageId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import { giveUpAt, type MessageKind, rulesOf } from './message-kind.rules.js';
import { PumpRequests } from './pump-requests.js';

/** The message has not failed or expired, or nothing is left of it to send. */
export class NotRequeueable extends DomainError {
  constructor() {
    super(
      'conflict',
      'not-requeueable',
      'only a message that failed or expired, and still has its address, can be sent again',
    );
  }
}

/** Gives a message that failed or expired another chance; whether one may is asked by the caller, who knows the campaign. */
@Injectable()
export class RequeueMessage {
  constructor(
    private readonly pumps: PumpRequests,
    private readonly clock: Clock,
  ) {}

  /** A batch that was done goes on for it; one that was cancelled or failed does not. Throws NotRequeueable. */
  async run(tx: Tx, id: MessageId): Promise<void> {
    const now = this.clock.now();
    const [message] = await rows<{ kind: MessageKind; batchId: string }>(
      tx,
      `SELECT m.kind, m.batch_id AS "batchId" FROM message m JOIN batch b ON b.id = m.batch_id
        WHERE m.id = $1 AND m.state IN ('failed', 'expired') AND m.contact IS NOT NULL AND m.recipient_key IS NOT NULL
          AND b.state NOT IN ('cancelled', 'failed') FOR UPDATE OF m, b`,
      [id],
    );
    if (!message) throw new NotRequeueable();
    const expires = rulesOf(message.kind).patient ? null : giveUpAt(message.kind, now);
    await tx.query(
      `UPDATE batch SET state = 'sending', finished_at = NULL WHERE id = $1 AND state = 'completed'`,
      [message.batchId],
    );
    const [lane] = await rows<{ id: string; urgent: boolean }>(
      tx,
      `UPDATE message m SET state = 'ready', attempts = 0, outcome = NULL, reply_code = NULL, enhanced_code = NULL,
              next_attempt_at = $2, expires_at = $3, finished_at = NULL, finished_on = NULL
         FROM lane l WHERE m.id = $1 AND l.id = m.lane_id RETURNING l.id, l.urgent`,
      [id, now, expires],
    );
    if (lane) await this.pumps.ofLane(tx, lane);
  }
}
