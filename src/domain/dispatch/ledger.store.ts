import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { BoundedGroupCommit } from '../../platform/database/bounded-group-commit.js';
import { StandingStatement } from '../../platform/database/standing-statement.js';
import type { AddressKeys } from './address-keys.js';
import { DispatchSettings } from './dispatch-settings.js';
import { NEWS_KINDS } from './message-kind.rules.js';
import type { MessageState } from './message.rules.js';
import type { Outcome } from './outcome.rules.js';

/** How one lease on a message ended; written only while the lease is still held. */
export interface LedgerResult {
  readonly id: string;
  readonly token: string;
  readonly state: Exclude<MessageState, 'leased'>;
  readonly outcome: Outcome | null;
  readonly at: Date;
  /** Whether the server was talked to: only then it counts as an attempt. */
  readonly tried: boolean;
  readonly nextAttemptAt?: Date | null;
  /** When to stop trying, from the first try on; a time that stands already stays. */
  readonly expiresAt?: Date | null;
  readonly phase?: string | null;
  readonly replyCode?: number | null;
  readonly enhancedCode?: string | null;
  readonly reply?: string | null;
  readonly queueId?: string | null;
  /** The provider whose limit a message waits for; forgotten with the next result. */
  readonly provider?: string | null;
}

/** A message about to be handed over. */
export interface Marker {
  readonly id: string;
  readonly token: string;
  /** Null for kinds that no suppression stops. */
  readonly addressKeys: AddressKeys | null;
}

/** Only `marked` may be sent; everything else says why it must not. */
export type Verdict = 'marked' | 'lease-lost' | 'suppressed' | 'paused' | 'cancelled';

/** One step of one connection: the last message's result and the next one's marker, in the same commit. */
interface Step {
  readonly result: LedgerResult | undefined;
  readonly marker: Marker | undefined;
}

/** The durable marks around each handing-over; one statement for all connections of the process. */
@Injectable()
export class LedgerStore implements OnApplicationShutdown {
  private readonly commits: BoundedGroupCommit<Step, Verdict | undefined>;
  private readonly statement: StandingStatement;

  constructor(
    db: DataSource,
    private readonly settings: DispatchSettings,
    private readonly clock: Clock,
  ) {
    this.statement = new StandingStatement(db, 'ledger-step', STEP);
    this.commits = new BoundedGroupCommit({
      flush: (steps) => this.write(steps),
      maxBatch: 500,
      maxWaiting: 10_000,
      waitMs: 1,
    });
  }

  /** Commits a result (if any) and a marker; throws when the database cannot, and then nothing may be sent. */
  async step(result: LedgerResult | undefined, marker: Marker): Promise<Verdict> {
    return (await this.commits.add({ result, marker })) ?? 'lease-lost';
  }

  /** Commits a result; safe to repeat, since a lease ends once. */
  async record(result: LedgerResult): Promise<void> {
    await this.commits.add({ result, marker: undefined });
  }

  /** Gives its connections back. */
  onApplicationShutdown(): Promise<void> {
    return this.statement.close();
  }

  private async write(steps: readonly Step[]): Promise<(Verdict | undefined)[]> {
    const results = steps.flatMap(({ result }) => (result ? [result] : []));
    const markers = steps.flatMap(({ marker }) => (marker ? [marker] : []));
    const verdicts = await this.statement.run<{ id: string; verdict: Verdict }>([
      ...resultColumns(results),
      markers.map(({ id }) => id),
      markers.map(({ token }) => token),
      markers.map(({ addressKeys }) => addressKeys?.inScope ?? null),
      markers.map(({ addressKeys }) => addressKeys?.inInstance ?? null),
      this.clock.now(),
      this.settings.leaseSeconds,
    ]);
    const byId = new Map(verdicts.map(({ id, verdict }) => [id, verdict]));
    return steps.map(({ marker }) => marker && (byId.get(marker.id) ?? 'lease-lost'));
  }
}

function resultColumns(results: readonly LedgerResult[]): unknown[] {
  const column = <Value>(of: (result: LedgerResult) => Value) => results.map(of);
  return [
    column(({ id }) => id),
    column(({ token }) => token),
    column(({ state }) => state),
    column(({ outcome }) => outcome),
    column(({ at }) => at),
    column(({ tried }) => tried),
    column(({ nextAttemptAt }) => nextAttemptAt ?? null),
    column(({ phase }) => phase ?? null),
    column(({ replyCode }) => replyCode ?? null),
    column(({ enhancedCode }) => enhancedCode ?? null),
    column(({ reply }) => reply ?? null),
    column(({ queueId }) => queueId ?? null),
    column(({ expiresAt }) => expiresAt ?? null),
    column(({ provider }) => provider ?? null),
  ];
}

const newsKinds = NEWS_KINDS.map((kind) => `'${kind}'`).join(', ');

/**
 * A lease of which so much is left outlasts the final reply's ten minutes as it is: a marker that changes no indexed
 * column touches no index, which is half of its cost.
 */
const ENOUGH_LEFT = 0.75;

/**
 * Results first, then markers: each fenced by its lease token. The marker looks at suppression, pause and cancel in the
 * same statement that makes it durable, so whoever committed before it wins.
 */
const STEP = `
  WITH result AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[],
                         $7::timestamptz[], $8::text[], $9::smallint[], $10::text[], $11::text[], $12::text[],
                         $13::timestamptz[], $14::text[])
        AS r (id, token, state, outcome, at, tried, next_attempt_at, phase, reply_code, enhanced_code, reply, queue_id,
              expires_at, provider)),
  done AS (
    UPDATE message m SET
           state = r.state, stage = 0, outcome = coalesce(r.outcome, m.outcome),
           attempts = m.attempts - CASE WHEN r.tried THEN 0 ELSE 1 END,
           next_attempt_at = coalesce(r.next_attempt_at, m.next_attempt_at),
           expires_at = coalesce(m.expires_at, r.expires_at), provider = r.provider,
           reply_code = coalesce(r.reply_code, m.reply_code), enhanced_code = coalesce(r.enhanced_code, m.enhanced_code),
           queue_id = coalesce(r.queue_id, m.queue_id),
           lease_token = NULL, lease_expires_at = NULL, lease_owner = NULL,
           in_doubt_since = CASE WHEN r.state = 'in_doubt' THEN r.at END,
           finished_at = CASE WHEN r.state IN ('ready', 'in_doubt') THEN NULL ELSE r.at END,
           finished_on = CASE WHEN r.state IN ('ready', 'in_doubt') THEN NULL
                              ELSE (r.at AT TIME ZONE 'UTC')::date END
      FROM result r
     WHERE m.id = r.id AND m.state = 'leased' AND m.lease_token = r.token
    RETURNING m.id, m.attempts, m.lane_id, r.tried),
  unbegun AS (
    UPDATE lane l SET begun = l.begun - u.count
      FROM (SELECT lane_id, count(*)::integer AS count FROM done WHERE NOT tried AND attempts = 0 GROUP BY lane_id) u
     WHERE l.id = u.lane_id AND l.total_cap IS NOT NULL),
  history AS (
    INSERT INTO message_attempt (message_id, attempt, at, outcome, phase, reply_code, enhanced_code, reply)
    SELECT r.id, done.attempts, r.at, coalesce(r.outcome, r.state), r.phase, r.reply_code, r.enhanced_code, r.reply
      FROM result r JOIN done ON done.id = r.id WHERE r.tried
    ON CONFLICT (message_id, attempt) DO NOTHING),
  marker AS (
    SELECT * FROM unnest($15::uuid[], $16::uuid[], $17::bytea[], $18::bytea[])
        AS k (id, token, in_scope, in_instance)),
  judged AS (
    SELECT k.id, k.token,
           CASE WHEN m.state <> 'leased' OR m.lease_token IS DISTINCT FROM k.token OR m.stage <> 0
                  OR m.lease_expires_at <= clock_timestamp() THEN 'lease-lost'
                WHEN b.state IN ('cancelled', 'failed', 'completed') THEN 'cancelled'
                WHEN b.state <> 'sending' THEN 'paused'
                WHEN EXISTS (SELECT 1 FROM suppression s
                              WHERE s.address_key IN (k.in_scope, k.in_instance)
                                AND (NOT s.only_news OR m.kind IN (${newsKinds}))
                                AND (s.expires_on IS NULL OR s.expires_on > ($19::timestamptz AT TIME ZONE 'UTC')::date))
                  THEN 'suppressed'
                ELSE 'marked' END AS verdict
      FROM marker k JOIN message m ON m.id = k.id JOIN batch b ON b.id = m.batch_id),
  marked AS (
    UPDATE message m SET stage = 1, handed_at = $19::timestamptz,
           lease_expires_at = CASE
             WHEN m.lease_expires_at >= clock_timestamp() + make_interval(secs => $20 * ${ENOUGH_LEFT}) THEN m.lease_expires_at
             ELSE clock_timestamp() + make_interval(secs => $20) END
      FROM judged j
     WHERE j.verdict = 'marked' AND m.id = j.id AND m.state = 'leased' AND m.lease_token = j.token AND m.stage = 0
    RETURNING m.id)
  SELECT j.id, CASE WHEN j.verdict = 'marked' AND marked.id IS NULL THEN 'lease-lost' ELSE j.verdict END AS verdict
    FROM judged j LEFT JOIN marked ON marked.id = j.id`;
