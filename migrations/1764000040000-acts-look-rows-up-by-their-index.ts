import type { MigrationInterface, QueryRunner } from 'typeorm';
import { actsByIndex } from './parts/acts-by-index.js';
import { stopNews, stopNewsByIndex } from './parts/news-stop-functions.js';
import { lockingWhatChanges } from './parts/signature-token-functions.js';

/**
 * The acts of supporters took as long as their campaign is large, until the database had looked at its size: a group of
 * confirmations was joined with all that wait. Now each row is looked up by itself.
 */
export class ActsLookRowsUpByTheirIndex1764000040000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...actsByIndex, stopNewsByIndex]) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of before) await queryRunner.query(statement);
  }
}

const before = [
  ...lockingWhatChanges.filter((statement) => !statement.includes('unsubscribe_signatures')),
  stopNews.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'),
];
