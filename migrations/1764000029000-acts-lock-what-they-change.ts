import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lockingEveryRow, lockingWhatChanges } from './parts/signature-token-functions.js';

/**
 * A token that does nothing costs the same whatever the reason: no row is locked for it, so its transaction writes
 * nothing and waits for no disk.
 */
export class ActsLockWhatTheyChange1764000029000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of lockingWhatChanges) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of lockingEveryRow) await queryRunner.query(statement);
  }
}
