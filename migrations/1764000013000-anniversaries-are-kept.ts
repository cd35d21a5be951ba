import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Anniversaries and their occurrences, each unique by anniversary and year. */
export class AnniversariesAreKept1764000013000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE anniversary (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        key text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        day date NOT NULL,
        leap_rule text NOT NULL CHECK (leap_rule IN ('feb-28', 'mar-1', 'leap-years-only')),
        local_time text NOT NULL CHECK (local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        zone text NOT NULL,
        horizon_days integer NOT NULL CHECK (horizon_days > 0),
        grace_hours integer NOT NULL CHECK (grace_hours >= 0),
        letters text[] NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (campaign_id, key)
      );
      CREATE TABLE occurrence (
        id uuid PRIMARY KEY,
        anniversary_id uuid NOT NULL REFERENCES anniversary ON DELETE CASCADE,
        year integer NOT NULL,
        n integer NOT NULL CHECK (n > 0),
        day date NOT NULL,
        at timestamptz NOT NULL,
        state text NOT NULL
          CHECK (state IN ('planned', 'awaiting_approval', 'approved', 'kept', 'missed', 'skipped')),
        waits_for text,
        raised_at timestamptz NOT NULL,
        ended_at timestamptz,
        skipped_by uuid,
        reason text,
        UNIQUE (anniversary_id, year),
        CHECK ((state = 'skipped') = (skipped_by IS NOT NULL))
      );
      CREATE INDEX occurrence_open ON occurrence (at) WHERE state IN ('planned', 'awaiting_approval', 'approved', 'missed');
      CREATE TABLE occurrence_mailing (
        occurrence_id uuid NOT NULL REFERENCES occurrence ON DELETE CASCADE,
        mailing_id uuid NOT NULL UNIQUE REFERENCES mailing ON DELETE CASCADE,
        letter_id uuid NOT NULL REFERENCES letter ON DELETE CASCADE,
        take integer NOT NULL CHECK (take > 0),
        PRIMARY KEY (occurrence_id, letter_id, take)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON anniversary, occurrence, occurrence_mailing
        TO vigil_worker, vigil_console`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE occurrence_mailing, occurrence, anniversary');
  }
}
