import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A campaign has a picture, as the files that were made of it; the public process reads those of campaigns that have
 * public pages.
 */
export class CampaignsHaveALook1764000050000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP VIEW published_picture');
    await queryRunner.query('DROP TABLE campaign_picture');
    await queryRunner.query(`UPDATE campaign SET face = face - 'look'`);
    await queryRunner.query(`UPDATE published_campaign SET document = document #- '{face,look}'`);
  }
}

const statements = [
  // What is in a file is compressed by itself.
  `CREATE TABLE campaign_picture (
     name text NOT NULL,
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     type text NOT NULL CHECK (type IN ('image/avif', 'image/jpeg')),
     body bytea STORAGE EXTERNAL NOT NULL,
     PRIMARY KEY (name, campaign_id)
   )`,
  'CREATE INDEX campaign_picture_of ON campaign_picture (campaign_id)',
  `CREATE VIEW published_picture AS
     SELECT p.name, p.type, p.body FROM campaign_picture p JOIN published_campaign c ON c.id = p.campaign_id`,
  'GRANT SELECT, INSERT, DELETE ON campaign_picture TO vigil_worker, vigil_console',
  'GRANT SELECT ON published_picture TO vigil_web',
];
