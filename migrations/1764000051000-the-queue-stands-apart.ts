import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  CHECKS,
  oneCheck,
  parentChecks,
  PARENTS,
  SAFELY,
  withoutOneCheck,
  withoutParentChecks,
} from './parts/message-checks.js';

/**
 * A message is written four times on its way: made, leased, marked, ended. As long as an index named its state, each time
 * cost an entry in every index there is. So what waits stands in a table of its own, which the database itself keeps in
 * step, and who leased what in another; no change on a message's way touches an index of the message any more.
 */
export class TheQueueStandsApart1764000051000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...days, ...leases, ...queue, ...indexes, ...checks, ...parents]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of asBefore) await queryRunner.query(statement);
  }
}

const OPEN = `('ready', 'leased', 'in_doubt')`;

/** The function as it stands, and as it was with the column that is gone. */
function withholding(owner: '' | ', lease_owner = NULL'): string {
  return `CREATE OR REPLACE FUNCTION withhold_messages(refs uuid[], kinds text[], at timestamptz) RETURNS integer
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      WITH withheld AS (
        UPDATE message SET state = 'suppressed', outcome = 'withheld', lease_token = NULL, lease_expires_at = NULL${owner},
                           finished_at = at, finished_on = (at AT TIME ZONE 'UTC')::date
         WHERE ref = ANY (refs) AND kind = ANY (kinds)
           AND (state = 'ready' OR (state = 'leased' AND stage = 0))
        RETURNING 1)
      SELECT count(*)::integer FROM withheld
    $$`;
}

const days = [
  `UPDATE message SET finished_at = NULL, finished_on = NULL WHERE state IN ${OPEN} AND finished_on IS NOT NULL`,
  `UPDATE message SET finished_on = created_on WHERE state NOT IN ${OPEN} AND finished_on IS NULL`,
  `UPDATE message SET in_doubt_since = NULL WHERE state <> 'in_doubt' AND in_doubt_since IS NOT NULL`,
];

const leases = [
  `CREATE TABLE lease (
     token uuid PRIMARY KEY,
     owner integer NOT NULL,
     messages uuid[] NOT NULL
   )`,
  'GRANT INSERT, DELETE ON lease TO vigil_worker',
  `INSERT INTO lease (token, owner, messages)
     SELECT lease_token, coalesce(max(lease_owner), 0), array_agg(id) FROM message WHERE state = 'leased' GROUP BY lease_token`,
  // The owner stands in the lease.
  withholding(''),
  'ALTER TABLE message DROP COLUMN lease_owner',
  // As many as new ones have: what the mail server may get bounds them.
  `UPDATE lane SET connections = 32 WHERE connections = 16 AND key LIKE 'supporters:%'`,
];

const QUEUED = 'lane_id, priority, next_attempt_at, message_id, batch_id, expires_at';

const queue = [
  `CREATE TABLE queue (
     lane_id uuid NOT NULL,
     priority smallint NOT NULL,
     next_attempt_at timestamptz NOT NULL,
     message_id uuid NOT NULL,
     batch_id uuid NOT NULL,
     expires_at timestamptz,
     PRIMARY KEY (lane_id, priority, next_attempt_at, message_id)
   )`,
  'CREATE INDEX queue_of_batch ON queue (batch_id)',
  'CREATE INDEX queue_expiry ON queue (expires_at) WHERE expires_at IS NOT NULL',
  'GRANT SELECT ON queue, lease TO vigil_worker, vigil_console',
  'GRANT DELETE ON queue TO vigil_worker',
  `INSERT INTO queue (${QUEUED})
     SELECT lane_id, priority, next_attempt_at, id, batch_id, expires_at FROM message WHERE state = 'ready'`,
  `CREATE FUNCTION message_queues_up() RETURNS trigger ${SAFELY} AS $$
     BEGIN
       INSERT INTO queue (${QUEUED})
       SELECT lane_id, priority, next_attempt_at, id, batch_id, expires_at FROM added WHERE state = 'ready';
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER message_queues_up AFTER INSERT ON message REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION message_queues_up()`,
  `CREATE FUNCTION message_moves_in_queue() RETURNS trigger ${SAFELY} AS $$
     BEGIN
       IF OLD.state = 'ready' THEN
         DELETE FROM queue WHERE lane_id = OLD.lane_id AND priority = OLD.priority
            AND next_attempt_at = OLD.next_attempt_at AND message_id = OLD.id;
       END IF;
       IF TG_OP = 'UPDATE' AND NEW.state = 'ready' THEN
         INSERT INTO queue (${QUEUED})
         VALUES (NEW.lane_id, NEW.priority, NEW.next_attempt_at, NEW.id, NEW.batch_id, NEW.expires_at);
       END IF;
       RETURN NULL;
     END $$`,
  'REVOKE ALL ON FUNCTION message_queues_up(), message_moves_in_queue() FROM PUBLIC',
  // A claim leases by the hundred and takes them out of the queue itself; markers and acceptances concern none in it.
  `CREATE TRIGGER message_moves_in_queue AFTER UPDATE ON message FOR EACH ROW
     WHEN (NEW.state = 'ready' OR (OLD.state = 'ready' AND NEW.state <> 'leased'))
     EXECUTE FUNCTION message_moves_in_queue()`,
  `CREATE TRIGGER message_leaves_queue AFTER DELETE ON message FOR EACH ROW
     WHEN (OLD.state = 'ready') EXECUTE FUNCTION message_moves_in_queue()`,
];

const indexes = [
  `DROP INDEX message_ready, message_leased, message_in_doubt, message_open_of_batch, message_expiry, message_to_forget`,
  'CREATE INDEX message_in_doubt ON message (in_doubt_since) WHERE in_doubt_since IS NOT NULL',
  // What was emptied has no Message-ID any more.
  'CREATE INDEX message_to_forget ON message (created_on) WHERE message_id IS NOT NULL',
  // Room on the page for the versions of a message, so that none needs entries of its own.
  'ALTER TABLE message SET (fillfactor = 65)',
];

const checks = [
  `ALTER TABLE message ${Object.keys(CHECKS)
    .map((name) => `DROP CONSTRAINT ${name}`)
    .join(', ')}`,
  ...oneCheck,
];

const parents = [
  ...PARENTS.map((parent) => `ALTER TABLE message DROP CONSTRAINT message_${parent}_id_fkey`),
  ...parentChecks,
];

const asBefore = [
  ...withoutParentChecks,
  ...PARENTS.map(
    (parent) =>
      `ALTER TABLE message ADD CONSTRAINT message_${parent}_id_fkey FOREIGN KEY (${parent}_id) REFERENCES ${parent}`,
  ),
  ...withoutOneCheck,
  ...Object.entries(CHECKS).map(
    ([name, check]) => `ALTER TABLE message ADD CONSTRAINT ${name} CHECK (${check})`,
  ),
  'DROP INDEX message_in_doubt, message_to_forget',
  `CREATE INDEX message_ready ON message (lane_id, priority, next_attempt_at, id) WHERE state = 'ready'`,
  `CREATE INDEX message_leased ON message (lease_expires_at) WHERE state = 'leased'`,
  `CREATE INDEX message_in_doubt ON message (in_doubt_since) WHERE state = 'in_doubt'`,
  `CREATE INDEX message_open_of_batch ON message (batch_id) WHERE state IN ${OPEN}`,
  `CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'ready' AND expires_at IS NOT NULL`,
  `CREATE INDEX message_to_forget ON message (finished_at) WHERE finished_at IS NOT NULL`,
  'ALTER TABLE message SET (fillfactor = 80)',
  ...['queues_up', 'moves_in_queue', 'leaves_queue'].map((name) => `DROP TRIGGER message_${name} ON message`),
  'DROP FUNCTION message_queues_up()',
  'DROP FUNCTION message_moves_in_queue()',
  'DROP TABLE queue',
  'ALTER TABLE message ADD COLUMN lease_owner integer',
  `UPDATE message m SET lease_owner = l.owner FROM lease l WHERE m.state = 'leased' AND m.lease_token = l.token`,
  withholding(', lease_owner = NULL'),
  'DROP TABLE lease',
  `UPDATE lane SET connections = 16 WHERE connections = 32 AND key LIKE 'supporters:%'`,
];
