import { Injectable } from '@nestjs/common';
import type { MessageId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { InboundKind, InboundMeaning } from './inbound.rules.js';
import type { MessageKind } from './message-kind.rules.js';
import type { MessageState } from './message.rules.js';

/** The message that a report is about, locked. */
export interface LockedMessage {
  readonly id: MessageId;
  readonly kind: MessageKind;
  readonly state: MessageState;
  readonly scope: string;
  readonly epoch: number;
  readonly ref: string | null;
  readonly contact: Buffer | null;
}

/** A mail that came in, as it is kept: by its hash, and sealed where a person is to read it. */
export interface InboundEvent {
  readonly id: string;
  readonly reportSha256: Buffer;
  readonly source: string;
  readonly kind: InboundKind;
  readonly messageId: string | null;
  readonly scope: string | null;
  readonly epoch: number | null;
  readonly enhancedCode: string | null;
  readonly report: Buffer | null;
  readonly receivedOn: string;
  /** Null: it waits for a person. */
  readonly processedAt: Date | null;
}

/** Of a message by its own id, or by its Message-ID, which holds its id and is found by it. */
const NAMED = `id = ANY ($1::uuid[]) OR (id = ANY ($3::uuid[]) AND message_id = ANY ($2::text[]))`;

/** The ids in Message-IDs of ours, `<m…@…>`. */
function idsIn(messageIds: readonly string[]): string[] {
  return messageIds.map((messageId) => messageId.slice('<m'.length, messageId.indexOf('@')));
}

/** SQL over what came in, and over the messages that it is about. */
@Injectable()
export class InboundEventStore {
  /** Keeps an event once; false: the same report came before. */
  async add(tx: Tx, event: InboundEvent): Promise<boolean> {
    const added = await changed(
      tx,
      `INSERT INTO inbound_event (id, report_sha256, source, kind, message_id, scope, epoch, enhanced_code, report,
                                  received_on, processed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (report_sha256) DO NOTHING RETURNING id`,
      [
        event.id,
        event.reportSha256,
        event.source,
        event.kind,
        event.messageId,
        event.scope,
        event.epoch,
        event.enhancedCode,
        event.report,
        event.receivedOn,
        event.processedAt,
      ],
    );
    return added === 1;
  }

  /** The first of the messages with these ids that the ledger still knows, locked; else the one with a Message-ID. */
  async lockMessage(
    tx: Tx,
    ids: readonly string[],
    messageIds: readonly string[],
  ): Promise<LockedMessage | null> {
    const [message] = await rows<LockedMessage>(
      tx,
      `SELECT id, kind, state, scope, epoch, ref, contact FROM message
        WHERE ${NAMED}
        ORDER BY coalesce(array_position($1::uuid[], id), 1000) LIMIT 1 FOR UPDATE`,
      [ids, messageIds, idsIn(messageIds)],
    );
    return message ?? null;
  }

  /** The names (ids and Message-IDs) of those among these messages that are in doubt. */
  async inDoubt(tx: Tx, ids: readonly string[], messageIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await rows<{ id: string; messageId: string }>(
      tx,
      `SELECT id, message_id AS "messageId" FROM message
        WHERE state = 'in_doubt' AND (${NAMED})`,
      [ids, messageIds, idsIn(messageIds)],
    );
    return new Set(found.flatMap(({ id, messageId }) => [id, messageId]));
  }

  /** Writes what a report means into its message and its history. */
  async apply(tx: Tx, id: MessageId, meaning: InboundMeaning, now: Date): Promise<void> {
    if (meaning.outcome !== null) await this.keepAcceptance(tx, id);
    await tx.query(
      `UPDATE message SET state = $2, outcome = coalesce($3, outcome), enhanced_code = coalesce($4, enhanced_code),
              soft_bounces = soft_bounces + $5, in_doubt_since = CASE WHEN $2 = 'in_doubt' THEN in_doubt_since END,
              finished_at = CASE WHEN $2 IN ('accepted', 'failed') THEN coalesce(finished_at, $6) ELSE finished_at END,
              finished_on = CASE WHEN $2 IN ('accepted', 'failed')
                            THEN coalesce(finished_on, ($6::timestamptz AT TIME ZONE 'UTC')::date) ELSE finished_on END
        WHERE id = $1`,
      [id, meaning.state, meaning.outcome, meaning.enhancedCode, meaning.isSoft ? 1 : 0, now],
    );
    if (meaning.outcome === null) return;
    await tx.query(
      `INSERT INTO message_attempt (message_id, attempt, at, outcome, phase, enhanced_code, reply)
       SELECT $1, coalesce(max(attempt), 0) + 1, $2, $3, 'report', $4, $5 FROM message_attempt WHERE message_id = $1`,
      [id, now, meaning.outcome, meaning.enhancedCode, meaning.reply],
    );
  }

  /** The try that succeeded stands in the message itself; before a report takes its place it joins the others. */
  private async keepAcceptance(tx: Tx, id: MessageId): Promise<void> {
    await tx.query(
      `INSERT INTO message_attempt (message_id, attempt, at, outcome, reply_code, enhanced_code)
       SELECT id, attempts, finished_at, outcome, reply_code, enhanced_code FROM message
        WHERE id = $1 AND state = 'accepted' AND attempts > 0 AND finished_at IS NOT NULL
       ON CONFLICT (message_id, attempt) DO NOTHING`,
      [id],
    );
  }

  /** Soft bounces of whoever a message went to, over the messages of the last seven days. */
  async softBouncesOf(tx: Tx, ref: string, now: Date): Promise<number> {
    const [row] = await rows<{ n: number }>(
      tx,
      `SELECT coalesce(sum(soft_bounces), 0)::integer AS n FROM message
        WHERE ref = $1 AND created_on > ($2::timestamptz AT TIME ZONE 'UTC')::date - 7`,
      [ref, now],
    );
    return row?.n ?? 0;
  }
}
