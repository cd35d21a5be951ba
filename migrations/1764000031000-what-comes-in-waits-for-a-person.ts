import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What bodies answer is kept sealed under their campaign's key, and waits until a person has seen to it. */
export class WhatComesInWaitsForAPerson1764000031000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE inbound_event ADD COLUMN epoch integer');
    await queryRunner.query(
      `CREATE INDEX inbound_event_waiting ON inbound_event (scope, received_on) WHERE processed_at IS NULL`,
    );
    await queryRunner.query('GRANT UPDATE (processed_at) ON inbound_event TO vigil_console');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('REVOKE UPDATE (processed_at) ON inbound_event FROM vigil_console');
    await queryRunner.query('DROP INDEX inbound_event_waiting');
    await queryRunner.query('ALTER TABLE inbound_event DROP COLUMN epoch');
  }
}
