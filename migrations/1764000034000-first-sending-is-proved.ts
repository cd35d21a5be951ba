import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which server and names mail leaves is remembered, and whether a test mail was found to have arrived by them. */
export class FirstSendingIsProved1764000034000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE sending_identity (
      fingerprint bytea PRIMARY KEY CHECK (octet_length(fingerprint) = 32),
      relay text,
      sender text NOT NULL,
      bounce_domain text,
      dkim text[] NOT NULL,
      exemption text CHECK (exemption IN ('embedded-mailbox', 'loopback', 'catches-all')),
      missing text[] NOT NULL,
      used_since timestamptz NOT NULL,
      test_ref uuid,
      tested_with uuid,
      token_hash bytea UNIQUE CHECK (octet_length(token_hash) = 32),
      code_hash bytea UNIQUE CHECK (octet_length(code_hash) = 32),
      tested_at timestamptz,
      test_expires_at timestamptz,
      proved_at timestamptz,
      CONSTRAINT sending_identity_test_is_whole CHECK (
        (token_hash IS NULL) = (code_hash IS NULL) AND (token_hash IS NULL) = (test_ref IS NULL)
        AND (token_hash IS NULL) = (tested_at IS NULL) AND (token_hash IS NULL) = (test_expires_at IS NULL)),
      CONSTRAINT sending_identity_is_proved_by_a_test CHECK (proved_at IS NULL OR tested_at IS NOT NULL))`);
    await queryRunner.query('CREATE INDEX sending_identity_in_use ON sending_identity (used_since)');
    await queryRunner.query(
      'GRANT SELECT, INSERT, UPDATE ON sending_identity TO vigil_worker, vigil_console',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sending_identity');
  }
}
