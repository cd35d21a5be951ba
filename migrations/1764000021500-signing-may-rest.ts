import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All signing of the instance may rest: a row while it does. The public sees that it rests, never why. */
export class SigningMayRest1764000021500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW published_signing');
    await queryRunner.query('DROP TABLE signing_pause');
  }
}

const statements = [
  `CREATE TABLE signing_pause (
     id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
     since timestamptz NOT NULL,
     reason text NOT NULL,
     paused_by text NOT NULL
   )`,
  'CREATE VIEW published_signing AS SELECT EXISTS (SELECT FROM signing_pause) AS rests',
  'GRANT SELECT, INSERT, DELETE ON signing_pause TO vigil_worker, vigil_console',
  'GRANT SELECT ON published_signing TO vigil_worker, vigil_console, vigil_web',
];
