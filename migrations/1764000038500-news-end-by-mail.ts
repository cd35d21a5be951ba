import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail comes in at the worker, which ends the news by the same function as the page. */
export class NewsEndByMail1764000038500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'GRANT EXECUTE ON FUNCTION unsubscribe_signatures(bytea[], timestamptz, text[]) TO vigil_worker',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'REVOKE EXECUTE ON FUNCTION unsubscribe_signatures(bytea[], timestamptz, text[]) FROM vigil_worker',
    );
  }
}
