import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Under a surge a process that does everything answers each step of a mail's dialogue late: sixteen connections then
 * carry no more than what comes in, and what piled up at the beginning stays. Thirty-two work it off.
 */
export class UrgentMailGoesByMoreLines1764000033000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE lane SET connections = 32 WHERE urgent AND connections = 16');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('UPDATE lane SET connections = 16 WHERE urgent AND connections = 32');
  }
}
