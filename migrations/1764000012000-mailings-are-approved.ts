import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mailings: what an approval binds (content, audience, schedule) stands in rows before anything is sent. */
export class MailingsAreApproved1764000012000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE mailing (
        id uuid PRIMARY KEY,
        campaign_id uuid NOT NULL,
        letter_version_id uuid NOT NULL REFERENCES letter_version,
        audience text NOT NULL CHECK (audience IN ('bodies', 'supporters')),
        state text NOT NULL
          CHECK (state IN ('draft', 'in_review', 'approved', 'materialising', 'frozen', 'cancelled')),
        send_at timestamptz NOT NULL,
        zone text NOT NULL,
        grace_minutes integer NOT NULL CHECK (grace_minutes >= 0),
        keeping_n integer CHECK (keeping_n > 0),
        keeping_day date,
        rule jsonb,
        figures jsonb,
        content_sha256 text,
        audience_sha256 text,
        schedule_sha256 text,
        sha256 text,
        planned_by uuid,
        created_at timestamptz NOT NULL,
        submitted_by uuid,
        submitted_at timestamptz,
        acknowledged_by uuid,
        acknowledged_at timestamptz,
        batch_id uuid UNIQUE,
        last_ref uuid,
        candidates integer NOT NULL DEFAULT 0,
        planned integer NOT NULL DEFAULT 0,
        excluded integer NOT NULL DEFAULT 0,
        ended_at timestamptz,
        cancelled_because text,
        CHECK ((keeping_n IS NULL) = (keeping_day IS NULL)),
        CHECK ((audience = 'supporters') = (rule IS NOT NULL)),
        CHECK (state IN ('draft', 'cancelled') OR (sha256 IS NOT NULL AND submitted_at IS NOT NULL)),
        CHECK (state NOT IN ('materialising', 'frozen') OR batch_id IS NOT NULL),
        CHECK ((state = 'cancelled') = (cancelled_because IS NOT NULL))
      );
      CREATE INDEX mailing_of_campaign ON mailing (campaign_id, send_at);
      CREATE INDEX mailing_due ON mailing (send_at) WHERE state IN ('in_review', 'approved', 'materialising');
      CREATE TABLE mailing_body (
        mailing_id uuid NOT NULL REFERENCES mailing ON DELETE CASCADE,
        body_id uuid NOT NULL,
        PRIMARY KEY (mailing_id, body_id)
      );
      CREATE TABLE mailing_seat (
        mailing_id uuid NOT NULL REFERENCES mailing ON DELETE CASCADE,
        seat_id uuid NOT NULL,
        body_id uuid NOT NULL,
        position integer NOT NULL,
        address text NOT NULL,
        addressee text NOT NULL,
        locale text NOT NULL,
        disclosure text NOT NULL CHECK (disclosure IN ('totals', 'pseudonymous', 'names')),
        salutation text NOT NULL,
        subject text NOT NULL,
        text_part text NOT NULL,
        html_part text NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        posted boolean NOT NULL DEFAULT false,
        PRIMARY KEY (mailing_id, seat_id),
        UNIQUE (mailing_id, position)
      );
      CREATE TABLE mailing_edition (
        mailing_id uuid NOT NULL REFERENCES mailing ON DELETE CASCADE,
        locale text NOT NULL,
        subject text NOT NULL,
        text_part text NOT NULL,
        html_part text NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        PRIMARY KEY (mailing_id, locale)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON mailing, mailing_body, mailing_seat, mailing_edition
        TO vigil_worker, vigil_console`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE mailing_edition, mailing_seat, mailing_body, mailing');
  }
}
