/** Names what a message belongs to. */
export const PARENTS = ['batch', 'content', 'lane'] as const;

/** A trigger function that sees only our tables, with the rights of their owner. */
export const SAFELY = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp';

/** How a missing parent is told: as a foreign key tells it. */
export function refusal(parent: string, what: string): string {
  return `RAISE foreign_key_violation USING MESSAGE = '${what}', TABLE = 'message', CONSTRAINT = 'message_${parent}_id_fkey'`;
}

/** Looks for each kind of parent among all rows of a statement. */
export const hasParents = `CREATE OR REPLACE FUNCTION message_has_parents() RETURNS trigger ${SAFELY} AS $$
   BEGIN
     ${PARENTS.map(
       (parent) => `
     IF (SELECT count(*) FROM (SELECT 1 FROM ${parent} WHERE id IN (SELECT ${parent}_id FROM added) FOR KEY SHARE) AS found)
        <> (SELECT count(DISTINCT ${parent}_id) FROM added) THEN
       ${refusal(parent, `a message names a ${parent} that is not there`)};
     END IF;`,
     ).join('')}
     RETURN NULL;
   END $$`;

/**
 * The ledger's foreign keys, checked for all rows of a statement at once: they come by the thousand and share a handful
 * of parents, which a foreign key would look up anew for each row. Parents are locked against deletion as a foreign key
 * locks them (FOR KEY SHARE).
 */
export const parentChecks: readonly string[] = [
  hasParents,
  `CREATE TRIGGER message_has_parents AFTER INSERT ON message REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION message_has_parents()`,
  `CREATE FUNCTION message_has_other_parents() RETURNS trigger ${SAFELY} AS $$
     BEGIN
       ${PARENTS.map(
         (parent) => `
       PERFORM 1 FROM ${parent} WHERE id = NEW.${parent}_id FOR KEY SHARE;
       IF NOT FOUND THEN ${refusal(parent, `a message names a ${parent} that is not there`)}; END IF;`,
       ).join('')}
       RETURN NULL;
     END $$`,
  `CREATE TRIGGER message_has_other_parents AFTER UPDATE OF ${PARENTS.map((parent) => `${parent}_id`).join(', ')} ON message
     FOR EACH ROW EXECUTE FUNCTION message_has_other_parents()`,
  ...PARENTS.flatMap(ofParent),
  ...[
    'message_has_parents',
    'message_has_other_parents',
    ...PARENTS.map((parent) => `${parent}_keeps_its_messages`),
  ].map((name) => `REVOKE ALL ON FUNCTION ${name}() FROM PUBLIC`),
];

/** After the deletion, which waited for every transaction that holds the parent: what these wrote is seen. */
function ofParent(parent: (typeof PARENTS)[number]): string[] {
  return [
    `CREATE FUNCTION ${parent}_keeps_its_messages() RETURNS trigger ${SAFELY} AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM message WHERE ${parent}_id = OLD.id) AND
            NOT EXISTS (SELECT 1 FROM ${parent} WHERE id = OLD.id) THEN
           ${refusal(parent, `messages name this ${parent}`)};
         END IF;
         RETURN NULL;
       END $$`,
    `CREATE TRIGGER ${parent}_keeps_its_messages AFTER DELETE OR UPDATE OF id ON ${parent}
       FOR EACH ROW EXECUTE FUNCTION ${parent}_keeps_its_messages()`,
  ];
}

/** What `parentChecks` made. */
export const withoutParentChecks: readonly string[] = [
  ...PARENTS.map((parent) => `DROP TRIGGER ${parent}_keeps_its_messages ON ${parent}`),
  'DROP TRIGGER message_has_parents ON message',
  'DROP TRIGGER message_has_other_parents ON message',
  ...PARENTS.map((parent) => `DROP FUNCTION ${parent}_keeps_its_messages()`),
  'DROP FUNCTION message_has_parents()',
  'DROP FUNCTION message_has_other_parents()',
];

/** The checks of a message that came before, each of which PostgreSQL reads anew for every statement. */
export const CHECKS: Readonly<Record<string, string>> = {
  message_state_check: `state IN ('ready', 'leased', 'accepted', 'in_doubt', 'failed', 'suppressed', 'cancelled', 'expired')`,
  message_stage_check: 'stage IN (0, 1)',
  message_lease_is_whole: `(state = 'leased') = (lease_token IS NOT NULL) AND (lease_token IS NULL) = (lease_expires_at IS NULL)`,
  message_stage_belongs_to_a_lease: `stage = 0 OR state = 'leased'`,
  message_open_is_complete: `state NOT IN ('ready', 'leased') OR (ref IS NOT NULL AND contact IS NOT NULL
    AND recipient_key IS NOT NULL AND message_id IS NOT NULL AND next_attempt_at IS NOT NULL)`,
  message_doubt_has_a_time: `state <> 'in_doubt' OR in_doubt_since IS NOT NULL`,
};

/** They in one, and two more: what is in doubt alone has a time of it, and what has ended alone has a day of it. */
export const oneCheck: readonly string[] = [
  `CREATE FUNCTION message_is_whole(state text, stage smallint, lease_token uuid, lease_expires_at timestamptz,
       complete boolean, in_doubt_since timestamptz, finished_on date) RETURNS boolean
     LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
     BEGIN
       IF state = 'leased' THEN
         RETURN complete AND stage IN (0, 1) AND lease_token IS NOT NULL AND lease_expires_at IS NOT NULL
           AND in_doubt_since IS NULL AND finished_on IS NULL;
       END IF;
       RETURN stage = 0 AND lease_token IS NULL AND lease_expires_at IS NULL AND CASE state
         WHEN 'ready' THEN complete AND in_doubt_since IS NULL AND finished_on IS NULL
         WHEN 'in_doubt' THEN in_doubt_since IS NOT NULL AND finished_on IS NULL
         ELSE state IN ('accepted', 'failed', 'suppressed', 'cancelled', 'expired')
           AND in_doubt_since IS NULL AND finished_on IS NOT NULL END;
     END $$`,
  `REVOKE ALL ON FUNCTION message_is_whole(text, smallint, uuid, timestamptz, boolean, timestamptz, date) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION message_is_whole(text, smallint, uuid, timestamptz, boolean, timestamptz, date)
     TO vigil_worker, vigil_console`,
  `ALTER TABLE message ADD CONSTRAINT message_is_whole CHECK (message_is_whole(state, stage, lease_token, lease_expires_at,
     num_nulls(ref, contact, recipient_key, message_id, next_attempt_at) = 0, in_doubt_since, finished_on))`,
];

/** What `oneCheck` made. */
export const withoutOneCheck: readonly string[] = [
  'ALTER TABLE message DROP CONSTRAINT message_is_whole',
  'DROP FUNCTION message_is_whole(text, smallint, uuid, timestamptz, boolean, timestamptz, date)',
];
