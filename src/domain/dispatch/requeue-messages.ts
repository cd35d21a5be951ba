import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { type MessageKind, rulesOf } from './message-kind.rules.js';
import type { Outcome } from './outcome.rules.js';
import { PumpRequests } from './pump-requests.js';

const HOUR_MS = 3_600_000;

/** Mail that carries a link is not sent again when it is older than this: its link would not work any more. */
const LINK_DAYS = 2;

/** Which dead messages: those of some kinds that ended alike. */
export interface DeadClass {
  readonly state: 'failed' | 'expired';
  readonly kinds: readonly MessageKind[];
  /** Default: however they ended. */
  readonly outcome?: Outcome;
  /** Default: of every campaign. */
  readonly scope?: string;
}

/** How many messages ended alike without having arrived. */
export interface DeadCount {
  readonly kind: MessageKind;
  readonly state: 'failed' | 'expired';
  readonly outcome: Outcome | null;
  readonly count: number;
  /** Of these, how many still have an address. */
  readonly sendable: number;
}

/** Gives messages that failed or expired another chance, all of a class at once. */
@Injectable()
export class RequeueMessages {
  constructor(
    private readonly pumps: PumpRequests,
    private readonly clock: Clock,
  ) {}

  /** Joins the caller's transaction; answers how many wait again. Batches that were cancelled or failed stay as they are. */
  async run(tx: Tx, { state, kinds, outcome, scope }: DeadClass): Promise<number> {
    const now = this.clock.now();
    let requeued = 0;
    for (const kind of kinds) {
      const { giveUpHours, inDoubt } = rulesOf(kind);
      requeued += await changed(tx, REQUEUE, [
        state,
        kind,
        outcome ?? null,
        scope ?? null,
        now,
        new Date(now.getTime() + giveUpHours * HOUR_MS),
        inDoubt === 'resend' ? LINK_DAYS : null,
      ]);
    }
    if (requeued > 0) {
      await tx.query(REOPEN);
      await this.pumps.ofAll(tx);
    }
    return requeued;
  }
}

/** What did not arrive, by class, the most first. */
export async function deadClasses(tx: Tx): Promise<DeadCount[]> {
  return rows<DeadCount>(
    tx,
    `SELECT kind, state, outcome, count(*)::integer AS count,
            count(*) FILTER (WHERE contact IS NOT NULL AND recipient_key IS NOT NULL)::integer AS sendable
       FROM message WHERE state IN ('failed', 'expired') GROUP BY kind, state, outcome
      ORDER BY count DESC, kind, state, outcome`,
  );
}

const REQUEUE = `
  WITH due AS (
    SELECT m.id FROM message m JOIN batch b ON b.id = m.batch_id
     WHERE m.finished_at IS NOT NULL AND m.state = $1 AND m.kind = $2
       AND ($3::text IS NULL OR m.outcome = $3) AND ($4::uuid IS NULL OR m.scope = $4)
       AND ($7::integer IS NULL OR m.created_on > ($5::timestamptz AT TIME ZONE 'UTC')::date - $7::integer)
       AND m.contact IS NOT NULL AND m.recipient_key IS NOT NULL AND b.state NOT IN ('cancelled', 'failed')
       FOR UPDATE OF m)
  UPDATE message SET state = 'ready', attempts = 0, outcome = NULL, reply_code = NULL, enhanced_code = NULL,
         next_attempt_at = $5, expires_at = $6, finished_at = NULL, finished_on = NULL
    FROM due WHERE message.id = due.id`;

/** A batch that was done goes on for them. */
const REOPEN = `
  UPDATE batch SET state = 'sending', finished_at = NULL
   WHERE state = 'completed' AND id IN (SELECT batch_id FROM message WHERE state = 'ready')`;
