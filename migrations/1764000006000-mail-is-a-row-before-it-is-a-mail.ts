import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger of everything that is mailed, in its final shape: rates, windows, warm-up and inbound reports
 * have their columns from the first day. Columns that tell of a person may be emptied when the message is old.
 */
export class MailIsARowBeforeItIsAMail1764000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...indexes, ...functions, ...grants])
      await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION withhold_messages(uuid[], text[], timestamptz)');
    for (const table of [
      'inbound_event',
      'suppression',
      'bucket',
      'message_attempt',
      'message',
      'lane',
      'batch',
      'content',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

const tables = [
  `CREATE TABLE content (
     id uuid PRIMARY KEY,
     sha256 bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
     kind text NOT NULL,
     locale text NOT NULL,
     pieces jsonb NOT NULL,
     created_on date NOT NULL
   )`,
  `CREATE TABLE batch (
     id uuid PRIMARY KEY,
     kind text NOT NULL,
     scope uuid NOT NULL,
     standing boolean NOT NULL DEFAULT false,
     state text NOT NULL CHECK (state IN
       ('materialising', 'frozen', 'sending', 'paused', 'completed', 'cancelled', 'failed')),
     content_sha256 bytea CHECK (octet_length(content_sha256) = 32),
     audience_sha256 bytea CHECK (octet_length(audience_sha256) = 32),
     priority smallint NOT NULL DEFAULT 5 CHECK (priority BETWEEN 0 AND 9),
     occurrence_key text UNIQUE,
     not_before timestamptz,
     zone text,
     window_from time,
     window_until time,
     weekdays smallint[],
     rate_per_hour integer CHECK (rate_per_hour > 0),
     content_refusals_allowed integer NOT NULL DEFAULT 5,
     candidates integer NOT NULL DEFAULT 0,
     planned integer NOT NULL DEFAULT 0,
     excluded integer NOT NULL DEFAULT 0,
     failure text,
     created_at timestamptz NOT NULL,
     frozen_at timestamptz,
     started_at timestamptz,
     finished_at timestamptz,
     CONSTRAINT batch_accounts_for_everyone
       CHECK (standing OR state IN ('materialising', 'cancelled', 'failed') OR candidates = planned + excluded),
     CONSTRAINT batch_standing_always_sends CHECK (NOT standing OR state IN ('sending', 'paused'))
   )`,
  `CREATE TABLE lane (
     id uuid PRIMARY KEY,
     key text NOT NULL UNIQUE,
     urgent boolean NOT NULL DEFAULT false,
     zone text,
     window_from time,
     window_until time,
     weekdays smallint[],
     rate_per_hour integer CHECK (rate_per_hour > 0),
     burst integer NOT NULL DEFAULT 1 CHECK (burst > 0),
     spacing_seconds integer NOT NULL DEFAULT 0,
     jitter_seconds integer NOT NULL DEFAULT 0,
     total_cap integer,
     connections smallint NOT NULL DEFAULT 2 CHECK (connections > 0),
     warm_up_since date,
     warm_up_first_day integer,
     warm_up_growth real,
     hold_reason text,
     held_at timestamptz,
     held_until timestamptz
   )`,
  `CREATE TABLE message (
     id uuid PRIMARY KEY,
     batch_id uuid NOT NULL REFERENCES batch,
     kind text NOT NULL,
     scope uuid NOT NULL,
     epoch integer NOT NULL,
     ref uuid,
     issue integer NOT NULL DEFAULT 1,
     recipient_key bytea,
     contact bytea,
     locale text NOT NULL,
     content_id uuid NOT NULL REFERENCES content,
     lane_id uuid NOT NULL REFERENCES lane,
     priority smallint NOT NULL,
     provider text,
     state text NOT NULL CHECK (state IN ('ready', 'leased', 'accepted', 'in_doubt', 'failed', 'suppressed',
       'cancelled', 'expired')),
     stage smallint NOT NULL DEFAULT 0 CHECK (stage IN (0, 1)),
     attempts smallint NOT NULL DEFAULT 0,
     resends smallint NOT NULL DEFAULT 0,
     soft_bounces smallint NOT NULL DEFAULT 0,
     next_attempt_at timestamptz,
     expires_at timestamptz,
     lease_token uuid,
     lease_expires_at timestamptz,
     lease_owner integer,
     message_id text UNIQUE,
     outcome text,
     reply_code smallint,
     enhanced_code text,
     queue_id text,
     created_on date NOT NULL,
     handed_at timestamptz,
     in_doubt_since timestamptz,
     finished_at timestamptz,
     finished_on date,
     CONSTRAINT message_once_per_recipient UNIQUE (batch_id, recipient_key),
     CONSTRAINT message_lease_is_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL)
       AND (lease_token IS NULL) = (lease_expires_at IS NULL)),
     CONSTRAINT message_stage_belongs_to_a_lease CHECK (stage = 0 OR state = 'leased'),
     CONSTRAINT message_open_is_complete CHECK (state NOT IN ('ready', 'leased')
       OR (ref IS NOT NULL AND contact IS NOT NULL AND recipient_key IS NOT NULL
           AND message_id IS NOT NULL AND next_attempt_at IS NOT NULL)),
     CONSTRAINT message_doubt_has_a_time CHECK (state <> 'in_doubt' OR in_doubt_since IS NOT NULL)
   ) WITH (fillfactor = 80)`,
  `CREATE TABLE message_attempt (
     message_id uuid NOT NULL REFERENCES message ON DELETE CASCADE,
     attempt smallint NOT NULL,
     at timestamptz NOT NULL,
     outcome text NOT NULL,
     phase text,
     reply_code smallint,
     enhanced_code text,
     reply text,
     PRIMARY KEY (message_id, attempt)
   )`,
  `CREATE TABLE bucket (
     key text PRIMARY KEY,
     dimension text NOT NULL CHECK (dimension IN
       ('relay', 'campaign', 'batch', 'provider', 'lane', 'warm_up')),
     rate_per_hour integer NOT NULL CHECK (rate_per_hour > 0),
     burst integer NOT NULL DEFAULT 1 CHECK (burst > 0),
     tat timestamptz NOT NULL
   )`,
  `CREATE TABLE suppression (
     address_key bytea PRIMARY KEY CHECK (octet_length(address_key) = 32),
     scope uuid,
     reason text NOT NULL CHECK (reason IN
       ('unsubscribed', 'not_me', 'complaint', 'recipient_gone', 'soft_bounces', 'null_mx', 'organizer')),
     created_on date NOT NULL,
     expires_on date
   )`,
  `CREATE TABLE inbound_event (
     id uuid PRIMARY KEY,
     report_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(report_sha256) = 32),
     source text NOT NULL,
     kind text NOT NULL CHECK (kind IN
       ('bounce', 'delay', 'delivered', 'complaint', 'auto_reply', 'reply', 'unknown')),
     message_id uuid REFERENCES message ON DELETE SET NULL,
     scope uuid,
     enhanced_code text,
     report bytea,
     received_on date NOT NULL,
     processed_at timestamptz
   )`,
];

const indexes = [
  `CREATE UNIQUE INDEX batch_one_standing ON batch (kind, scope) WHERE standing`,
  `CREATE INDEX batch_open ON batch (state) WHERE state IN ('materialising', 'frozen', 'sending', 'paused')`,
  `CREATE INDEX message_ready ON message (lane_id, priority, next_attempt_at, id) WHERE state = 'ready'`,
  `CREATE INDEX message_leased ON message (lease_expires_at) WHERE state = 'leased'`,
  `CREATE INDEX message_in_doubt ON message (in_doubt_since) WHERE state = 'in_doubt'`,
  `CREATE INDEX message_open_of_batch ON message (batch_id) WHERE state IN ('ready', 'leased', 'in_doubt')`,
  `CREATE INDEX message_open_of_ref ON message (ref) WHERE state IN ('ready', 'leased')`,
  `CREATE INDEX message_of_ref ON message (ref) WHERE ref IS NOT NULL`,
  `CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'ready'`,
  `CREATE INDEX message_to_forget ON message (finished_at) WHERE finished_at IS NOT NULL`,
  `CREATE INDEX inbound_event_of_message ON inbound_event (message_id)`,
  `CREATE INDEX inbound_event_received ON inbound_event (received_on)`,
];

/** The web process may not look at the ledger; its token functions (run by their owner) call this one. */
const functions = [
  `CREATE FUNCTION withhold_messages(refs uuid[], kinds text[], at timestamptz) RETURNS integer
   LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
     WITH withheld AS (
       UPDATE message SET state = 'suppressed', outcome = 'withheld', lease_token = NULL, lease_expires_at = NULL, lease_owner = NULL,
                          finished_at = at, finished_on = (at AT TIME ZONE 'UTC')::date
        WHERE ref = ANY (refs) AND kind = ANY (kinds)
          AND (state = 'ready' OR (state = 'leased' AND stage = 0))
       RETURNING 1)
     SELECT count(*)::integer FROM withheld
   $$`,
  `REVOKE ALL ON FUNCTION withhold_messages(uuid[], text[], timestamptz) FROM PUBLIC`,
];

const grants = [
  `GRANT EXECUTE ON FUNCTION withhold_messages(uuid[], text[], timestamptz) TO vigil_worker, vigil_console`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON
     content, batch, lane, message, message_attempt, bucket, suppression, inbound_event TO vigil_worker`,
  `GRANT SELECT, INSERT, UPDATE ON content, batch, lane, message, bucket, suppression TO vigil_console`,
  `GRANT SELECT ON message_attempt, inbound_event TO vigil_console`,
];
