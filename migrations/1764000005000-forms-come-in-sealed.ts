import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The one way in for whatever a supporter sends. No key and no index: an insert costs and tells the same for everyone.
 * The public web process may add rows and see none.
 */
export class FormsComeInSealed1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE intake (
        id uuid NOT NULL,
        scope uuid NOT NULL,
        epoch integer NOT NULL,
        ephemeral_key bytea NOT NULL,
        sealed bytea NOT NULL,
        day date NOT NULL,
        flags text[] NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        set_aside boolean NOT NULL DEFAULT false
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
              autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000)`);
    await queryRunner.query(
      `GRANT INSERT (id, scope, epoch, ephemeral_key, sealed, day, flags) ON intake TO vigil_web`,
    );
    await queryRunner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON intake TO vigil_worker`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE intake');
  }
}
