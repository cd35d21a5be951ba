import { NEWS_KINDS } from './message-kind.rules.js';

const newsKinds = NEWS_KINDS.map((kind) => `'${kind}'`).join(', ');

/**
 * A lease of which so much is left outlasts the final reply's ten minutes as it is: a marker that changes no indexed
 * column touches no index, which is half of its cost.
 */
const ENOUGH_LEFT = 0.75;

/** A suppression that stops a message `m` whose address has the keys of `k`; `today` is an expression. */
const suppressed = (today: string) => `
  EXISTS (SELECT 1 FROM suppression s
           WHERE s.address_key IN (k.in_scope, k.in_instance)
             AND (NOT s.only_news OR m.kind IN (${newsKinds}))
             AND (s.expires_on IS NULL OR s.expires_on > ${today}))`;

/**
 * What happens with nearly every message: some were accepted, others are about to leave, in one update of one plan. Each
 * is fenced by its lease token. A marker looks at suppression, pause and cancel in the same statement that makes it
 * durable, so whoever committed before it wins. Answers the ids of those that were changed; why a marker was not is for
 * VERDICTS to say.
 */
export const STEP = `
  UPDATE message m SET
         state = CASE WHEN k.ended THEN 'accepted' ELSE m.state END,
         stage = CASE WHEN k.ended THEN 0 ELSE 1 END,
         outcome = CASE WHEN k.ended THEN 'accepted' ELSE m.outcome END,
         reply_code = CASE WHEN k.ended THEN k.reply_code ELSE m.reply_code END,
         enhanced_code = CASE WHEN k.ended THEN k.enhanced_code ELSE m.enhanced_code END,
         queue_id = CASE WHEN k.ended THEN k.queue_id ELSE m.queue_id END,
         provider = CASE WHEN k.ended THEN NULL ELSE m.provider END,
         handed_at = CASE WHEN k.ended THEN m.handed_at ELSE $9::timestamptz END,
         finished_at = CASE WHEN k.ended THEN $9::timestamptz END,
         finished_on = CASE WHEN k.ended THEN ($9::timestamptz AT TIME ZONE 'UTC')::date END,
         lease_token = CASE WHEN NOT k.ended THEN m.lease_token END,
         lease_expires_at = CASE
           WHEN k.ended THEN NULL
           WHEN m.lease_expires_at >= clock_timestamp() + make_interval(secs => $10 * ${ENOUGH_LEFT}) THEN m.lease_expires_at
           ELSE clock_timestamp() + make_interval(secs => $10) END
    FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::smallint[], $5::text[], $6::text[], $7::bytea[], $8::bytea[])
           AS k (id, token, ended, reply_code, enhanced_code, queue_id, in_scope, in_instance),
         batch b
   WHERE m.id = k.id AND m.state = 'leased' AND m.lease_token = k.token AND b.id = m.batch_id
     AND (k.ended OR (m.stage = 0 AND m.lease_expires_at > clock_timestamp() AND b.state = 'sending'
          AND NOT ${suppressed(`($9::timestamptz AT TIME ZONE 'UTC')::date`)}))
  RETURNING m.id`;

/** Why messages may not leave; one that may now was in somebody else's hands before, and its lease counts as lost. */
export const VERDICTS = `
  SELECT k.id,
         CASE WHEN m.state <> 'leased' OR m.lease_token IS DISTINCT FROM k.token OR m.stage <> 0
                OR m.lease_expires_at <= clock_timestamp() THEN 'lease-lost'
              WHEN b.state IN ('cancelled', 'failed', 'completed') THEN 'cancelled'
              WHEN b.state <> 'sending' THEN 'paused'
              WHEN ${suppressed(`($5::timestamptz AT TIME ZONE 'UTC')::date`)} THEN 'suppressed'
              ELSE 'lease-lost' END AS verdict
    FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) AS k (id, token, in_scope, in_instance)
    JOIN message m ON m.id = k.id JOIN batch b ON b.id = m.batch_id`;

/**
 * Every other end of a lease, with its line in the history: that of a message that was accepted stands in the message
 * itself, until a report takes its place.
 */
export const RESULTS = `
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
           lease_token = NULL, lease_expires_at = NULL,
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
     WHERE l.id = u.lane_id AND l.total_cap IS NOT NULL)
  INSERT INTO message_attempt (message_id, attempt, at, outcome, phase, reply_code, enhanced_code, reply)
  SELECT r.id, done.attempts, r.at, coalesce(r.outcome, r.state), r.phase, r.reply_code, r.enhanced_code, r.reply
    FROM result r JOIN done ON done.id = r.id WHERE r.tried
  ON CONFLICT (message_id, attempt) DO NOTHING`;
