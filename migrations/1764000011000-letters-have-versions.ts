import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters, their immutable versions, and approvals that bind what they free by its sha256. */
export class LettersHaveVersions1764000011000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE letter (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        key text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        audience text NOT NULL CHECK (audience IN ('bodies', 'supporters')),
        occasion text NOT NULL CHECK (occasion IN ('any', 'anniversary')),
        created_at timestamptz NOT NULL,
        UNIQUE (campaign_id, key)
      );
      CREATE TABLE letter_body (
        letter_id uuid NOT NULL REFERENCES letter ON DELETE CASCADE,
        body_id uuid NOT NULL,
        PRIMARY KEY (letter_id, body_id)
      );
      CREATE TABLE letter_version (
        id uuid PRIMARY KEY,
        letter_id uuid NOT NULL REFERENCES letter ON DELETE CASCADE,
        number integer NOT NULL CHECK (number > 0),
        state text NOT NULL CHECK (state IN ('draft', 'in_review', 'approved', 'returned', 'retired')),
        texts jsonb NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        author_id uuid,
        created_at timestamptz NOT NULL,
        submitted_by uuid,
        submitted_at timestamptz,
        returned_note text,
        UNIQUE (letter_id, number),
        CHECK (state = 'draft' OR submitted_at IS NOT NULL)
      );
      CREATE UNIQUE INDEX letter_version_approved_once ON letter_version (letter_id) WHERE state = 'approved';
      CREATE TABLE approval (
        id uuid PRIMARY KEY,
        subject_kind text NOT NULL CHECK (subject_kind IN ('letter-version', 'mailing')),
        subject_id uuid NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        approved_by uuid NOT NULL,
        approved_at timestamptz NOT NULL,
        voided_at timestamptz,
        voided_because text,
        CHECK ((voided_at IS NULL) = (voided_because IS NULL))
      );
      CREATE UNIQUE INDEX approval_valid_once ON approval (subject_kind, subject_id) WHERE voided_at IS NULL;
      GRANT SELECT, INSERT, DELETE ON letter, letter_body, letter_version TO vigil_worker, vigil_console;
      GRANT UPDATE (audience, occasion) ON letter TO vigil_worker, vigil_console;
      GRANT UPDATE (state, submitted_by, submitted_at, returned_note) ON letter_version TO vigil_worker, vigil_console;
      GRANT SELECT, INSERT, DELETE ON approval TO vigil_worker, vigil_console;
      GRANT UPDATE (voided_at, voided_because) ON approval TO vigil_worker, vigil_console`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE approval, letter_version, letter_body, letter');
  }
}
