import { Injectable } from '@nestjs/common';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import { messageKinds, type DoubtPolicy } from './message-kind.rules.js';
import { OWNER_LOCK } from './lease-owner.js';

/** After this long without proof, mail to supporters that is in doubt counts as sent. */
const ASSUME_AFTER_MS = 24 * 3_600_000;

/** It may be the mail itself that kills. */
const MOST_RESENDS = 5;

/** After the database itself started, workers have this long to show that they live. */
const GRACE_SECONDS = 5;

/**
 * Leases that ran out, or whose process is gone; what is still leased is found by the leases' own rows. Each message by
 * itself, and those that are changed by a list of them: a planner that joins them may read all messages there ever were.
 */
const ABANDONED = `
  abandoned AS MATERIALIZED (
    SELECT l.id, l.token, m.stage FROM (
      SELECT token, unnest(messages) AS id,
             pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS})
               AND NOT owner::oid = ANY (ARRAY(
                 SELECT objid FROM pg_locks
                  WHERE locktype = 'advisory' AND classid = ${OWNER_LOCK} AND granted
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))) AS orphaned
        FROM lease) AS l,
      LATERAL (SELECT stage, lease_expires_at FROM message
                WHERE id = l.id AND state = 'leased' AND lease_token = l.token OFFSET 0) AS m
     WHERE l.orphaned OR m.lease_expires_at <= clock_timestamp())`;

/** A message `m` of them at one stage, by the token that was found. */
const abandonedAt = (stage: 0 | 1) => `
  m.id = ANY (ARRAY(SELECT id FROM abandoned WHERE stage = ${stage}))
  AND m.lease_token = ANY (ARRAY(SELECT DISTINCT token FROM abandoned WHERE stage = ${stage}))
  AND m.state = 'leased' AND m.stage = ${stage}`;

/** What time does to the ledger. */
@Injectable()
export class SweepStore {
  /** Leases that ran out, or whose process is gone, before anything was handed over: ready again. */
  async releaseUnsent(tx: Tx): Promise<number> {
    return changed(
      tx,
      `WITH ${ABANDONED}
       UPDATE message m SET state = 'ready', lease_token = NULL, lease_expires_at = NULL WHERE ${abandonedAt(0)}`,
    );
  }

  /** The same after the marker: nobody knows whether the message was delivered. */
  async doubtUnanswered(tx: Tx, now: Date): Promise<number> {
    const [answer] = await rows<{ doubted: number }>(
      tx,
      `WITH ${ABANDONED},
       doubted AS (
         UPDATE message m SET state = 'in_doubt', stage = 0, outcome = 'in_doubt', in_doubt_since = $1,
                lease_token = NULL, lease_expires_at = NULL
          WHERE ${abandonedAt(1)}
         RETURNING m.id, m.attempts),
       history AS (
         INSERT INTO message_attempt (message_id, attempt, at, outcome)
         SELECT id, attempts, $1, 'in_doubt' FROM doubted
         ON CONFLICT (message_id, attempt) DO NOTHING)
       SELECT count(*)::integer AS doubted FROM doubted`,
      [now],
    );
    return answer?.doubted ?? 0;
  }

  /** Forgets the leases that hold nothing any more. */
  async endLeases(tx: Tx): Promise<void> {
    await tx.query(
      `DELETE FROM lease l WHERE NOT EXISTS (
         SELECT 1 FROM unnest(l.messages) AS leased (id) JOIN message m ON m.id = leased.id AND m.lease_token = l.token)`,
    );
  }

  /**
   * Kinds that must arrive are sent again, with the same Message-ID and token. Once where a server took the body and never
   * answered (the attempt then has a phase); as often as `MOST_RESENDS` where the worker died, which may have been before
   * anything left: one that dies twice at the same mail would else leave a person without it. Then they count as sent.
   */
  async resend(tx: Tx, now: Date): Promise<number> {
    const kinds = kindsWith('resend');
    const resent = await changed(
      tx,
      `UPDATE message SET state = 'ready', resends = resends + 1, in_doubt_since = NULL, next_attempt_at = $1
        WHERE in_doubt_since IS NOT NULL AND kind = ANY ($2) AND resends < $3 AND contact IS NOT NULL
          AND (expires_at IS NULL OR expires_at > $1)
          AND (SELECT count(*) FROM message_attempt a
                WHERE a.message_id = message.id AND a.outcome = 'in_doubt' AND a.phase IS NOT NULL) <= 1`,
      [now, kinds, MOST_RESENDS],
    );
    await this.assume(tx, kinds, now, now);
    return resent;
  }

  /** Mail to many is never sent twice: after a day it counts as sent. */
  async assumeSent(tx: Tx, now: Date): Promise<number> {
    return this.assume(tx, kindsWith('assume-sent'), new Date(now.getTime() - ASSUME_AFTER_MS), now);
  }

  /** What came too late; what waits of a batch that is over is cancelled instead. */
  async expire(tx: Tx, now: Date): Promise<number> {
    return changed(
      tx,
      `UPDATE message SET state = 'expired', outcome = coalesce(outcome, 'expired'), finished_at = $1,
              finished_on = ($1::timestamptz AT TIME ZONE 'UTC')::date
        WHERE id IN (SELECT q.message_id FROM queue q JOIN batch b ON b.id = q.batch_id
                      WHERE q.expires_at <= $1 AND b.state NOT IN ('cancelled', 'failed')) AND state = 'ready'`,
      [now],
    );
  }

  /** The lanes in which something is due and nothing forbids to send it. */
  async dueLanes(tx: Tx, now: Date): Promise<{ id: string; urgent: boolean }[]> {
    return rows(
      tx,
      `SELECT l.id, l.urgent FROM lane l
        WHERE (l.hold_reason IS NULL OR l.held_until <= $1)
          AND EXISTS (SELECT 1 FROM queue q JOIN batch b ON b.id = q.batch_id
                       WHERE q.lane_id = l.id AND q.next_attempt_at <= $1 AND b.state IN ('frozen', 'sending') AND (b.not_before IS NULL OR b.not_before <= $1))`,
      [now],
    );
  }

  private async assume(tx: Tx, kinds: readonly string[], doubtedUntil: Date, now: Date): Promise<number> {
    return changed(
      tx,
      `UPDATE message SET state = 'accepted', outcome = 'assumed_sent', in_doubt_since = NULL, finished_at = $3,
              finished_on = ($3::timestamptz AT TIME ZONE 'UTC')::date
        WHERE kind = ANY ($1) AND in_doubt_since <= $2`,
      [kinds, doubtedUntil, now],
    );
  }
}

function kindsWith(policy: DoubtPolicy): string[] {
  return Object.entries(messageKinds)
    .filter(([, rules]) => rules.inDoubt === policy)
    .map(([kind]) => kind);
}
