import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the form asked people to agree to is kept in each of its versions; a signature names its own, sealed. */
export class ConsentIsKeptWordByWord1764000043001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE consent_text (
         version text PRIMARY KEY,
         locale text NOT NULL,
         words jsonb NOT NULL,
         since date NOT NULL
       )`,
    );
    await queryRunner.query('GRANT SELECT, INSERT ON consent_text TO vigil_worker');
    await queryRunner.query('GRANT SELECT ON consent_text TO vigil_console, vigil_web');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE consent_text');
  }
}
