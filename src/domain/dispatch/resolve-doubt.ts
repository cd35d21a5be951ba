import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { MessageId } from '../../kernel/id.js';
import { DomainError } from '../../kernel/errors.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { PumpRequests } from './pump-requests.js';

/** What a person found out about a message in doubt: it arrived, it did not, or it shall be sent again. */
export type DoubtAnswer = 'accepted' | 'failed' | 'ready';

/** The message is not in doubt. */
export class NotInDoubt extends DomainError {
  constructor() {
    super('conflict', 'not-in-doubt', 'the message is not in doubt');
  }
}

/** An organizer's decision about a message in doubt; whether they may is asked by the caller, who knows the campaign. */
@Injectable()
export class ResolveDoubt {
  constructor(
    private readonly pumps: PumpRequests,
    private readonly clock: Clock,
  ) {}

  /** Throws NotInDoubt unless the message waits for such a decision. */
  async run(tx: Tx, id: MessageId, answer: DoubtAnswer): Promise<void> {
    const now = this.clock.now();
    const resolved = await changed(
      tx,
      `UPDATE message SET state = $2, in_doubt_since = NULL,
              outcome = CASE $2 WHEN 'accepted' THEN 'accepted' WHEN 'failed' THEN 'refused' ELSE outcome END,
              next_attempt_at = CASE $2 WHEN 'ready' THEN $3::timestamptz ELSE next_attempt_at END,
              expires_at = CASE $2 WHEN 'ready' THEN $3::timestamptz + interval '72 hours' ELSE expires_at END,
              finished_at = CASE $2 WHEN 'ready' THEN NULL ELSE $3::timestamptz END,
              finished_on = CASE $2 WHEN 'ready' THEN NULL ELSE ($3::timestamptz AT TIME ZONE 'UTC')::date END
        WHERE id = $1 AND state = 'in_doubt'`,
      [id, answer, now],
    );
    if (resolved === 0) throw new NotInDoubt();
    if (answer !== 'ready') return;
    const [lane] = await rows<{ id: string; urgent: boolean }>(
      tx,
      'SELECT l.id, l.urgent FROM lane l JOIN message m ON m.lane_id = l.id WHERE m.id = $1',
      [id],
    );
    if (lane) await this.pumps.ofLane(tx, lane);
  }
}
