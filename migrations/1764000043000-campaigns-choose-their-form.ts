import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A campaign says what its form asks and its pages offer; one that says nothing is as it was. */
export class CampaignsChooseTheirForm1764000043000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE campaign ADD face jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE campaign DROP face');
  }
}
