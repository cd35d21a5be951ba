import type { MigrationInterface, QueryRunner } from 'typeorm';
import { stopNews, wantsNewsAgain } from './parts/news-stop-functions.js';
import { lockingWhatChanges } from './parts/signature-token-functions.js';

/**
 * Whoever stops the news says whether of one campaign or of all, and may take it back. Such a suppression stops news
 * alone and stands beside one that stops all mail.
 */
export class NewsStopsWhereTheSupporterSays1764000035000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...functions, ...wantsNewsAgain]) await queryRunner.query(statement);
  }

  /** A suppression of news that has none of all mail beside it becomes one: nobody is written to who did not want it. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER signature_wants_news_again ON signature');
    await queryRunner.query('DROP FUNCTION news_is_wanted_again()');
    await queryRunner.query('DROP FUNCTION unsubscribe_signatures(bytea[], timestamptz, text[])');
    for (const statement of lockingWhatChanges.filter((each) => each.includes('unsubscribe_signatures'))) {
      await queryRunner.query(statement);
    }
    await queryRunner.query(
      'REVOKE ALL ON FUNCTION unsubscribe_signatures(bytea[], timestamptz) FROM PUBLIC',
    );
    await queryRunner.query(
      'GRANT EXECUTE ON FUNCTION unsubscribe_signatures(bytea[], timestamptz) TO vigil_web',
    );
    await queryRunner.query('DROP TABLE news_stop');
    await queryRunner.query(
      `DELETE FROM suppression s USING suppression whole
        WHERE s.only_news AND NOT whole.only_news AND whole.address_key = s.address_key`,
    );
    await queryRunner.query('ALTER TABLE suppression DROP CONSTRAINT suppression_pkey');
    await queryRunner.query('ALTER TABLE suppression ADD PRIMARY KEY (address_key)');
    await queryRunner.query('ALTER TABLE suppression DROP COLUMN only_news');
  }
}

const tables = [
  'ALTER TABLE suppression ADD COLUMN only_news boolean NOT NULL DEFAULT false',
  `UPDATE suppression SET only_news = true WHERE reason = 'unsubscribed'`,
  'ALTER TABLE suppression DROP CONSTRAINT suppression_pkey',
  'ALTER TABLE suppression ADD PRIMARY KEY (address_key, only_news)',
  `CREATE TABLE news_stop (
     signature_id uuid PRIMARY KEY REFERENCES signature ON DELETE CASCADE ON UPDATE CASCADE,
     reach text NOT NULL CHECK (reach IN ('campaign', 'instance', 'none')),
     had_news boolean NOT NULL,
     settled text NOT NULL CHECK (settled IN ('campaign', 'instance', 'none'))
   )`,
  'CREATE INDEX news_stop_due ON news_stop (signature_id) WHERE reach <> settled',
  'GRANT SELECT, UPDATE, DELETE ON news_stop TO vigil_worker',
];

const functions = [
  'DROP FUNCTION unsubscribe_signatures(bytea[], timestamptz)',
  stopNews,
  'REVOKE ALL ON FUNCTION unsubscribe_signatures(bytea[], timestamptz, text[]) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION unsubscribe_signatures(bytea[], timestamptz, text[]) TO vigil_web',
];
