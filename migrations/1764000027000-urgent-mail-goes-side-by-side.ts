import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Confirmations wait for replies side by side on more connections: with four, three hundred signatures a second made
 * their mails queue. Lanes whose number somebody has changed stay as they are.
 */
export class UrgentMailGoesSideBySide1764000027000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE lane SET connections = 16 WHERE urgent AND connections = 4');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE lane SET connections = 4 WHERE urgent AND connections = 16');
  }
}
