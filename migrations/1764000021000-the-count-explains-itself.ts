import type { MigrationInterface, QueryRunner } from 'typeorm';
import { countingBefore, countingWithItsExplanation } from './parts/signature-counting.js';

/**
 * Whoever confirmed is counted, or took it back, or is set aside: what does not count is told beside the count, in whole
 * tens, and a proof of all of it is kept.
 */
export class TheCountExplainsItself1764000021000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...tables, countingWithItsExplanation, ...explainWhatIs, ...grants]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(countingBefore);
    await queryRunner.query('DROP TABLE tally_proof');
    await queryRunner.query('DROP VIEW published_tally_explanation');
    await queryRunner.query('DROP TABLE tally_explanation');
    await queryRunner.query('DELETE FROM tally_delta WHERE delta = 0');
    for (const column of columns) await queryRunner.query(`ALTER TABLE tally_delta DROP COLUMN ${column}`);
  }
}

/** Of what a change says: how many took it back or are set aside, and how many of those have no row any more. */
const columns = ['withdrawn', 'aside', 'withdrawn_gone', 'aside_gone'];

const tables = [
  ...columns.map((column) => `ALTER TABLE tally_delta ADD COLUMN ${column} integer NOT NULL DEFAULT 0`),
  `CREATE TABLE tally_explanation (
     campaign_id uuid PRIMARY KEY,
     withdrawn integer NOT NULL,
     aside integer NOT NULL,
     withdrawn_gone integer NOT NULL,
     aside_gone integer NOT NULL
   )`,
  // A single withdrawal must not be seen: each part is told from ten upwards, rounded down to whole tens.
  `CREATE VIEW published_tally_explanation AS
     SELECT campaign_id, withdrawn / 10 * 10 AS withdrawn, aside / 10 * 10 AS aside
       FROM tally_explanation WHERE withdrawn >= 10 OR aside >= 10`,
  `CREATE TABLE tally_proof (
     number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     proved_at timestamptz NOT NULL,
     outcome text NOT NULL CHECK (outcome IN ('agreed', 'departed', 'repaired')),
     campaigns integer NOT NULL,
     departures jsonb NOT NULL
   )`,
];

/** Everything that happened before is told from the rows. */
const explainWhatIs = [
  `INSERT INTO tally_explanation
     SELECT campaign_id, count(*) FILTER (WHERE held = 'no' AND state <> 'confirmed'),
            count(*) FILTER (WHERE held <> 'no'), 0, 0
       FROM signature WHERE confirmed_on IS NOT NULL GROUP BY 1`,
];

const grants = [
  'GRANT SELECT, INSERT, UPDATE, DELETE ON tally_explanation, tally_proof TO vigil_worker',
  'GRANT SELECT, INSERT, UPDATE, DELETE ON tally_explanation TO vigil_console',
  'GRANT SELECT ON tally_proof TO vigil_console',
  'GRANT SELECT ON published_tally_explanation TO vigil_worker, vigil_console, vigil_web',
];
