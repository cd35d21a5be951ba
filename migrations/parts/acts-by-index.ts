const ALL_KINDS = `ARRAY['confirmation', 'already-signed', 'my-page', 'update', 'anniversary', 'stay']`;

/** Guesses of typed codes in ten minutes, over all: a code has 40 bits, so the guesses of everybody are bounded. */
const MISSES_ALLOWED = 3000;

/**
 * What the planner is left with is the index of what is asked for. A surge begins before the table's size is known to it,
 * and a plan is kept: joining hashes to signatures it would read all of a campaign for each group.
 */
export const byIndexAlone = `SET search_path = pg_catalog, public, pg_temp
   SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off`;

/** The rows of the hashes, each looked up by itself (OFFSET keeps the look from being made a join). */
const find = (column: string) => `
     IF cardinality(hashes) > most THEN
       RAISE EXCEPTION 'at most % hashes at once', most USING ERRCODE = 'program_limit_exceeded';
     END IF;
     SELECT array_agg(found.id), array_agg(wanted.n) INTO mine, places
       FROM unnest(hashes) WITH ORDINALITY AS wanted (hash, n)
      CROSS JOIN LATERAL (SELECT s.id FROM signature s WHERE s.${column} = wanted.hash OFFSET 0) AS found;`;

/**
 * The rows found that an act changes. They are walked, and so locked, in the order of their ids, that of the index: two
 * groups never wait for one another in a ring.
 */
const those = 's.id = ANY (mine) AND';

/** Answers for each hash, in its place: whether a row in the wanted state has it now, and of which campaign. */
const answer = (condition: string) => `
     RETURN QUERY
       SELECT asked.n, now_is.campaign_id, now_is.locale
         FROM unnest(places, mine) AS asked (n, id)
        CROSS JOIN LATERAL (
          SELECT s.campaign_id, s.locale FROM signature s WHERE s.id = asked.id AND ${condition} OFFSET 0) AS now_is;`;

const act = (name: string, most: number, body: string) => `
   CREATE OR REPLACE FUNCTION ${name}(hashes bytea[], at timestamptz)
   RETURNS TABLE (n bigint, campaign_id uuid, locale text) LANGUAGE plpgsql SECURITY DEFINER ${byIndexAlone} AS $$
   #variable_conflict use_column
   DECLARE
     most CONSTANT integer := ${most};
     today CONSTANT date := (at AT TIME ZONE 'UTC')::date;
     slice CONSTANT timestamptz := date_bin('10 minutes', at, 'epoch'::timestamptz);
     mine uuid[];
     places bigint[];
     touched uuid[];
     with_name boolean;
     found_now integer;
   BEGIN
     ${body}
   END $$`;

/** A campaign takes confirmations while it is open or paused, and for a day after its end. A scalar: no join. */
const confirm = `
     WITH confirmed AS (
       UPDATE signature s SET state = 'confirmed', confirmed_on = today, ended_on = NULL, expires_at = NULL,
                              me_until = today + 30, name_due = (s.visibility <> 'counted')
        WHERE ${those} s.expires_at > at
          AND (SELECT c.state IN ('open', 'paused')
                      OR (c.state = 'closed' AND c.closed_at > at - interval '24 hours')
                 FROM campaign c WHERE c.id = s.campaign_id)
       RETURNING s.name_due)
     SELECT bool_or(name_due) INTO with_name FROM confirmed;
     IF with_name THEN
       INSERT INTO outbox (job, queue, payload) VALUES ('signatures.publish-names', 'steady', '{}');
     END IF;`;

const confirmByCode = `
     IF (SELECT misses FROM code_miss WHERE ten_minutes = slice) >= ${MISSES_ALLOWED} THEN
       RAISE EXCEPTION 'too many codes were guessed' USING ERRCODE = 'configuration_limit_exceeded';
     END IF;
     ${find('code_hash')}
     ${confirm}
     SELECT count(DISTINCT s.code_hash) INTO found_now FROM signature s WHERE ${those} s.state = 'confirmed';
     IF found_now < cardinality(hashes) THEN
       DELETE FROM code_miss WHERE ten_minutes < slice;
       INSERT INTO code_miss VALUES (slice, cardinality(hashes) - found_now)
         ON CONFLICT (ten_minutes) DO UPDATE SET misses = code_miss.misses + EXCLUDED.misses;
     END IF;
     ${answer(`s.state = 'confirmed'`)}`;

/** What goes with a signature that leaves: its name from the page, and every mail that has not left. */
const leaving = `
     DELETE FROM public_name WHERE signature_id = ANY (touched);
       PERFORM withhold_messages(touched, ${ALL_KINDS}, at);`;

const withdraw = `
     WITH withdrawn AS (
       UPDATE signature s SET state = 'withdrawn', ended_on = today, news = false, contact = NULL, answers = NULL,
                              me_copy = NULL, name_due = false
        WHERE ${those} s.state = 'confirmed'
       RETURNING s.id)
     SELECT array_agg(id) INTO touched FROM withdrawn;
     IF touched IS NOT NULL THEN
       ${leaving}
     END IF;`;

const disown = `
     WITH disowned AS (
       UPDATE signature s SET state = CASE s.state WHEN 'pending' THEN 'expired' WHEN 'confirmed' THEN 'withdrawn'
                                                   ELSE s.state END,
                              ended_on = today, expires_at = NULL, disowned = true, news = false, me_copy = NULL,
                              name_due = false
        WHERE ${those} NOT s.disowned
       RETURNING s.id)
     SELECT array_agg(id) INTO touched FROM disowned;
     IF touched IS NOT NULL THEN
       ${leaving}
       INSERT INTO outbox (job, queue, payload) VALUES ('signatures.suppress-disowned', 'urgent', '{}');
     END IF;`;

/**
 * The acts of the public web process by the hashes of tokens, at most a thousand at a time; set-based, and each may be
 * repeated. Each row is found by its index alone.
 */
export const actsByIndex = [
  act('confirm_signatures', 1000, find('confirm_hash') + confirm + answer(`s.state = 'confirmed'`)),
  act('confirm_signatures_by_code', 100, confirmByCode),
  act('withdraw_signatures', 1000, find('withdraw_hash') + withdraw + answer(`s.state = 'withdrawn'`)),
  act('disown_signatures', 1000, find('not_me_hash') + disown + answer('s.disowned')),
];
