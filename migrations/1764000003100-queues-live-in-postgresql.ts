import type { PgQueryable } from 'bullmq';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * BullMQ's own tables in their schema, made by the owner, used by the worker; they stand empty where Redis
 * keeps the queues. A later BullMQ that wants a newer schema comes with a migration like this one.
 */
export class QueuesLiveInPostgresql1764000003100 implements MigrationInterface {
  /** BullMQ opens a transaction of its own; running it again does nothing. */
  transaction = false;

  async up(queryRunner: QueryRunner): Promise<void> {
    // Read here alone: whoever only asks which migrations there are does not need all of BullMQ.
    const { runMigrations } = await import('bullmq');
    await runMigrations((await queryRunner.connect()) as PgQueryable);
    // CREATE: BullMQ makes a sequence for the ids of each queue when the first job comes.
    await queryRunner.query(`GRANT USAGE, CREATE ON SCHEMA bullmq TO vigil_worker`);
    await queryRunner.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO vigil_worker`,
    );
    await queryRunner.query(`GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO vigil_worker`);
    await queryRunner.query(`REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq FROM PUBLIC`);
    await queryRunner.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bullmq TO vigil_worker`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP SCHEMA bullmq CASCADE`);
  }
}
