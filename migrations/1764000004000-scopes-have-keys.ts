import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every scope's keys, wrapped by the master key. The public web process sees public keys only, through a view;
 * destroying is emptying the wrapped halves.
 */
export class ScopesHaveKeys1764000004000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW published_key');
    await queryRunner.query('DROP TABLE scope_key');
    await queryRunner.query('DROP TABLE master_key');
  }
}

const statements = [
  `CREATE TABLE master_key (
     id bytea PRIMARY KEY CHECK (octet_length(id) = 32),
     current boolean NOT NULL,
     since date NOT NULL
   )`,
  `CREATE UNIQUE INDEX master_key_one_current ON master_key (current) WHERE current`,
  `CREATE TABLE scope_key (
     scope uuid NOT NULL,
     epoch integer NOT NULL CHECK (epoch > 0),
     public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
     master_key_id bytea NOT NULL REFERENCES master_key,
     wrapped_sealing bytea,
     wrapped_data bytea,
     wrapped_index bytea,
     wrapped_token bytea,
     created_on date NOT NULL,
     destroyed_on date,
     PRIMARY KEY (scope, epoch),
     CONSTRAINT scope_key_destroyed_is_empty CHECK (destroyed_on IS NULL
       OR (wrapped_sealing IS NULL AND wrapped_data IS NULL AND wrapped_index IS NULL AND wrapped_token IS NULL))
   )`,
  `CREATE VIEW published_key AS
     SELECT DISTINCT ON (scope) scope, epoch, public_key FROM scope_key
      WHERE destroyed_on IS NULL ORDER BY scope, epoch DESC`,
  `GRANT SELECT ON published_key TO vigil_web, vigil_worker, vigil_console`,
  `GRANT SELECT, INSERT, UPDATE ON scope_key, master_key TO vigil_worker, vigil_console`,
];
