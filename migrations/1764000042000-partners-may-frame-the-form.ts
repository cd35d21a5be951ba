import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A campaign lists the origins whose pages may show its form in a frame, and the public process knows which campaign is
 * neutral, so that its pages after signing name nothing.
 */
export class PartnersMayFrameTheForm1764000042000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE published_campaign DROP COLUMN embed_origins, DROP COLUMN neutral');
    await queryRunner.query('ALTER TABLE campaign DROP COLUMN embed_origins');
  }
}

const statements = [
  `ALTER TABLE campaign ADD COLUMN embed_origins text[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE published_campaign ADD COLUMN embed_origins text[] NOT NULL DEFAULT '{}',
     ADD COLUMN neutral boolean NOT NULL DEFAULT false`,
  'UPDATE published_campaign p SET neutral = c.neutral_mail FROM campaign c WHERE c.id = p.id',
];
