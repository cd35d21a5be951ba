import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizers' acts in an append-only chain: no role may change its past, and neither may its owner by accident. */
export class ActsAreKept1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE audit_entry');
    await queryRunner.query('DROP FUNCTION refuse_change_of_audit()');
  }
}

const statements = [
  `CREATE TABLE audit_entry (
     number bigint PRIMARY KEY CHECK (number > 0),
     at timestamptz(3) NOT NULL,
     actor text NOT NULL,
     act text NOT NULL,
     subject_kind text NOT NULL,
     subject_id text NOT NULL,
     detail jsonb NOT NULL,
     previous_hash bytea NOT NULL CHECK (octet_length(previous_hash) = 32),
     hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32)
   )`,
  `CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, number)`,
  `CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
   BEGIN
     RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()`,
  `REVOKE ALL ON FUNCTION refuse_change_of_audit() FROM PUBLIC`,
  `GRANT SELECT, INSERT ON audit_entry TO vigil_worker, vigil_console`,
];
