import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = `'bounce', 'delay', 'delivered', 'complaint', 'auto_reply', 'reply', 'unknown'`;

/**
 * Relays report by web hooks: they also tell of their own unsubscriptions, and a token that stands in a signature
 * instead of the body is used up by its first request.
 */
export class RelaysReportByWebHooks1764000036000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE inbound_event DROP CONSTRAINT inbound_event_kind_check');
    await queryRunner.query(
      `ALTER TABLE inbound_event ADD CONSTRAINT inbound_event_kind_check CHECK (kind IN (${BEFORE}, 'unsubscribe'))`,
    );
    await queryRunner.query(
      `CREATE TABLE hook_token (
         token_sha256 bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
         expires_at timestamptz NOT NULL
       )`,
    );
    await queryRunner.query('CREATE INDEX hook_token_expiry ON hook_token (expires_at)');
    await queryRunner.query('GRANT SELECT, INSERT, UPDATE, DELETE ON hook_token TO vigil_worker');
  }

  /** What was an unsubscription becomes the nearest that is known without it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE hook_token');
    await queryRunner.query('ALTER TABLE inbound_event DROP CONSTRAINT inbound_event_kind_check');
    await queryRunner.query(`UPDATE inbound_event SET kind = 'complaint' WHERE kind = 'unsubscribe'`);
    await queryRunner.query(
      `ALTER TABLE inbound_event ADD CONSTRAINT inbound_event_kind_check CHECK (kind IN (${BEFORE}))`,
    );
  }
}
