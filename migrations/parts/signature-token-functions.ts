/** What dispatch calls the mail that goes to supporters. */
const NEWS_KINDS = `ARRAY['update', 'anniversary', 'stay']`;
const ALL_KINDS = `ARRAY['confirmation', 'already-signed', 'my-page', 'update', 'anniversary', 'stay']`;

/** Guesses of typed codes in ten minutes, over all: a code has 40 bits, so the guesses of everybody are bounded. */
const MISSES_ALLOWED = 3000;

/** A plan made while the table was small is kept; by these settings it looks the rows up by their hashes all the same. */
const shape = (path: string) => `LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${path}
   SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off`;

/** What a kind of act changes; what is beside it is left as it is. */
const confirmable = `s.expires_at > at
          AND EXISTS (SELECT FROM campaign c WHERE c.id = s.campaign_id
                        AND (c.state IN ('open', 'paused')
                             OR (c.state = 'closed' AND c.closed_at > at - interval '24 hours')))`;
const withdrawable = `s.state = 'confirmed'`;
const silenceable = 's.news';
const disownable = 'NOT s.disowned';

/** How the functions came to be: each row of a hash locked, or only those that an act changes. */
interface Making {
  readonly create: 'CREATE' | 'CREATE OR REPLACE';
  readonly path: string;
  readonly locks: 'every-row' | 'what-changes';
}

/** Locks rows of the hashes in the order of their ids, so that two groups never wait for one another in a ring. */
const lock = (column: string, condition: string, { locks }: Making) => `
     IF cardinality(hashes) > most THEN
       RAISE EXCEPTION 'at most % hashes at once', most USING ERRCODE = 'program_limit_exceeded';
     END IF;
     SELECT array_agg(id) INTO mine FROM (
       SELECT s.id FROM unnest(hashes) AS wanted (hash) JOIN signature s ON s.${column} = wanted.hash
        ${locks === 'what-changes' ? `WHERE ${condition}` : ''} ORDER BY s.id FOR UPDATE OF s) AS locked;`;

/** Answers for each hash, in its place: whether a row in the wanted state has it now, and of which campaign. */
const answer = (column: string, condition: string) => `
     RETURN QUERY
       SELECT wanted.n, s.campaign_id, s.locale
         FROM unnest(hashes) WITH ORDINALITY AS wanted (hash, n) JOIN signature s ON s.${column} = wanted.hash
        WHERE ${condition};`;

interface TokenFunction {
  readonly name: string;
  readonly column: string;
  readonly condition: string;
  readonly body: string;
  readonly done: string;
}

const token = ({ name, column, condition, body, done }: TokenFunction, making: Making) => `
   ${making.create} FUNCTION ${name}(hashes bytea[], at timestamptz)
   RETURNS TABLE (n bigint, campaign_id uuid, locale text) ${shape(making.path)} AS $$
   #variable_conflict use_column
   DECLARE
     most CONSTANT integer := 1000;
     today CONSTANT date := (at AT TIME ZONE 'UTC')::date;
     mine uuid[];
     touched uuid[];
     with_name boolean;
   BEGIN
     ${lock(column, condition, making)}
     ${body}
     ${answer(column, done)}
   END $$`;

/** Only a pending row has an expiry; naming it alone keeps the planner from reading all that is pending. */
const confirm = `
     WITH confirmed AS (
       UPDATE signature s SET state = 'confirmed', confirmed_on = today, ended_on = NULL, expires_at = NULL,
                              me_until = today + 30, name_due = (s.visibility <> 'counted')
        WHERE s.id = ANY (mine) AND ${confirmable}
       RETURNING s.name_due)
     SELECT bool_or(name_due) INTO with_name FROM confirmed;
     IF with_name THEN
       INSERT INTO outbox (job, queue, payload) VALUES ('signatures.publish-names', 'steady', '{}');
     END IF;`;

const withdraw = `
     WITH withdrawn AS (
       UPDATE signature s SET state = 'withdrawn', ended_on = today, news = false, contact = NULL, answers = NULL,
                              me_copy = NULL, name_due = false
        WHERE s.id = ANY (mine) AND ${withdrawable}
       RETURNING s.id)
     SELECT array_agg(id) INTO touched FROM withdrawn;
     IF touched IS NOT NULL THEN
       DELETE FROM public_name WHERE signature_id = ANY (touched);
       PERFORM withhold_messages(touched, ${ALL_KINDS}, at);
     END IF;`;

const unsubscribe = `
     WITH silenced AS (
       UPDATE signature s SET news = false WHERE s.id = ANY (mine) AND ${silenceable} RETURNING s.id)
     SELECT array_agg(id) INTO touched FROM silenced;
     IF touched IS NOT NULL THEN
       PERFORM withhold_messages(touched, ${NEWS_KINDS}, at);
     END IF;`;

const notMe = `
     WITH disowned AS (
       UPDATE signature s SET state = CASE s.state WHEN 'pending' THEN 'expired' WHEN 'confirmed' THEN 'withdrawn'
                                                   ELSE s.state END,
                              ended_on = today, expires_at = NULL, disowned = true, news = false, me_copy = NULL,
                              name_due = false
        WHERE s.id = ANY (mine) AND ${disownable}
       RETURNING s.id)
     SELECT array_agg(id) INTO touched FROM disowned;
     IF touched IS NOT NULL THEN
       DELETE FROM public_name WHERE signature_id = ANY (touched);
       PERFORM withhold_messages(touched, ${ALL_KINDS}, at);
       INSERT INTO outbox (job, queue, payload) VALUES ('signatures.suppress-disowned', 'urgent', '{}');
     END IF;`;

/** Where only what changes is locked, what was confirmed before is looked for by its hash. */
const foundByCode = ({ locks }: Making) =>
  locks === 'every-row'
    ? `signature s
      WHERE s.id = ANY (mine) AND`
    : `unnest(hashes) AS wanted (hash) JOIN signature s ON s.code_hash = wanted.hash
      WHERE`;

const confirmByCode = (making: Making) => `
   ${making.create} FUNCTION confirm_signatures_by_code(hashes bytea[], at timestamptz)
   RETURNS TABLE (n bigint, campaign_id uuid, locale text) ${shape(making.path)} AS $$
   #variable_conflict use_column
   DECLARE
     most CONSTANT integer := 100;
     today CONSTANT date := (at AT TIME ZONE 'UTC')::date;
     slice CONSTANT timestamptz := date_bin('10 minutes', at, 'epoch'::timestamptz);
     mine uuid[];
     with_name boolean;
     found_now integer;
   BEGIN
     IF (SELECT misses FROM code_miss WHERE ten_minutes = slice) >= ${MISSES_ALLOWED} THEN
       RAISE EXCEPTION 'too many codes were guessed' USING ERRCODE = 'configuration_limit_exceeded';
     END IF;
     ${lock('code_hash', confirmable, making)}
     ${confirm}
     SELECT count(DISTINCT s.code_hash) INTO found_now FROM ${foundByCode(making)} s.state = 'confirmed';
     IF found_now < cardinality(hashes) THEN
       DELETE FROM code_miss WHERE ten_minutes < slice;
       INSERT INTO code_miss VALUES (slice, cardinality(hashes) - found_now)
         ON CONFLICT (ten_minutes) DO UPDATE SET misses = code_miss.misses + EXCLUDED.misses;
     END IF;
     ${answer('code_hash', `s.state = 'confirmed'`)}
   END $$`;

const mySignature = `
   CREATE FUNCTION my_signature(hash bytea, today date)
   RETURNS TABLE (campaign_id uuid, state text, visibility text, news boolean, locale text, country text,
                  signed_on date, confirmed_on date, ended_on date, me_copy bytea)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     SELECT campaign_id, state, visibility, news, locale, country, signed_on, confirmed_on, ended_on, me_copy
       FROM signature WHERE me_hash = hash AND me_until >= today AND state IN ('confirmed', 'withdrawn')
   $$`;

const signatures = [
  'confirm_signatures(bytea[], timestamptz)',
  'confirm_signatures_by_code(bytea[], timestamptz)',
  'withdraw_signatures(bytea[], timestamptz)',
  'unsubscribe_signatures(bytea[], timestamptz)',
  'disown_signatures(bytea[], timestamptz)',
  'my_signature(bytea, date)',
];

const all = (making: Making) => [
  token(
    {
      name: 'confirm_signatures',
      column: 'confirm_hash',
      condition: confirmable,
      body: confirm,
      done: `s.state = 'confirmed'`,
    },
    making,
  ),
  confirmByCode(making),
  token(
    {
      name: 'withdraw_signatures',
      column: 'withdraw_hash',
      condition: withdrawable,
      body: withdraw,
      done: `s.state = 'withdrawn'`,
    },
    making,
  ),
  token(
    {
      name: 'unsubscribe_signatures',
      column: 'unsubscribe_hash',
      condition: silenceable,
      body: unsubscribe,
      done: `s.state IN ('confirmed', 'withdrawn')`,
    },
    making,
  ),
  token(
    {
      name: 'disown_signatures',
      column: 'not_me_hash',
      condition: disownable,
      body: notMe,
      done: 's.disowned',
    },
    making,
  ),
];

/**
 * All that the public web process may do to signatures: act on rows whose tokens' hashes it shows, at most a thousand
 * at a time. Each act is set-based and may be repeated.
 */
export const tokenFunctions = {
  up: [
    ...all({ create: 'CREATE', path: 'pg_catalog, public', locks: 'every-row' }),
    mySignature,
    ...signatures.map((name) => `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`),
    ...signatures.map((name) => `GRANT EXECUTE ON FUNCTION ${name} TO vigil_web`),
  ],
  down: signatures.map((name) => `DROP FUNCTION ${name}`),
};

const again = { create: 'CREATE OR REPLACE', path: 'pg_catalog, public, pg_temp' } as const;

/** The acts again, which lock only what they change; and as they were, for the way back. */
export const lockingWhatChanges = all({ ...again, locks: 'what-changes' });
export const lockingEveryRow = all({ ...again, locks: 'every-row' });
