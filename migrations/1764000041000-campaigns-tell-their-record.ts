import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a campaign tells beside its statement: who stands behind it, how it goes on, what bodies answered as far as
 * organizers release it, and which letters were sent.
 */
export class CampaignsTellTheirRecord1764000041000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`UPDATE published_campaign SET document = document - 'record'`);
    await queryRunner.query('DROP TABLE sent_letter');
    await queryRunner.query('DROP TABLE released_answer');
    await queryRunner.query('ALTER TABLE mailing_seat DROP COLUMN told');
    await queryRunner.query('ALTER TABLE campaign DROP COLUMN record');
  }
}

const statements = [
  `ALTER TABLE campaign ADD COLUMN record jsonb NOT NULL DEFAULT '{"endorsements": [], "updates": []}'`,
  `CREATE TABLE released_answer (
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     number integer NOT NULL CHECK (number > 0),
     body_id uuid NOT NULL REFERENCES body,
     answered_on date NOT NULL,
     summaries jsonb NOT NULL CHECK (jsonb_typeof(summaries) = 'object'),
     sources jsonb NOT NULL CHECK (jsonb_typeof(sources) = 'object'),
     source_url text,
     inbound_id uuid,
     released_by text NOT NULL,
     released_at timestamptz NOT NULL,
     taken_back_at timestamptz,
     PRIMARY KEY (campaign_id, number)
   )`,
  `CREATE TABLE sent_letter (
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     number integer NOT NULL CHECK (number > 0),
     mailing_id uuid NOT NULL,
     body_id uuid NOT NULL REFERENCES body,
     locale text NOT NULL,
     sent_on date NOT NULL,
     subject text NOT NULL,
     words text,
     PRIMARY KEY (campaign_id, number),
     UNIQUE (mailing_id, body_id, locale)
   )`,
  'ALTER TABLE mailing_seat ADD COLUMN told boolean NOT NULL DEFAULT false',
  'CREATE INDEX mailing_seat_to_be_told ON mailing_seat (mailing_id) WHERE posted AND NOT told',
  `UPDATE published_campaign SET document = document
     || '{"record": {"endorsements": [], "updates": [], "answers": [], "letters": [], "changes": []}}'`,
  'GRANT SELECT, INSERT, UPDATE, DELETE ON sent_letter TO vigil_worker, vigil_console',
  // What was released stays as it was said; it can only be taken back.
  'GRANT SELECT, INSERT, UPDATE (taken_back_at) ON released_answer TO vigil_worker, vigil_console',
];
