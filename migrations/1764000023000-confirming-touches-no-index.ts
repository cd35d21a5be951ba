import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Confirming changes no column that an index looks at, and has room beside the row: PostgreSQL then writes the row and
 * nothing else (a heap-only tuple). What is sealed lies apart in rows that are too long for a page's quarter.
 */
export class ConfirmingTouchesNoIndex1764000023000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...dropped, ...apart, ...byWhatStays]) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...back, ...together]) await queryRunner.query(statement);
  }
}

const sealed = ['contact', 'answers', 'me_copy'];

const dropped = [
  'DROP INDEX signature_pending',
  'DROP INDEX signature_unconfirmed',
  'DROP INDEX signature_with_news',
];

// Three rows and room for one more in a page; ciphertext is not worth an attempt to compress it.
const apart = [
  'ALTER TABLE signature SET (fillfactor = 75, toast_tuple_target = 256)',
  ...sealed.map((column) => `ALTER TABLE signature ALTER ${column} SET STORAGE EXTERNAL`),
];

const byWhatStays = [
  'CREATE INDEX signature_by_day ON signature (signed_on)',
  'CREATE INDEX signature_with_news ON signature (campaign_id, id) WHERE news',
];

const back = [
  'DROP INDEX signature_by_day',
  'DROP INDEX signature_with_news',
  `CREATE INDEX signature_pending ON signature (expires_at) WHERE state = 'pending'`,
  `CREATE INDEX signature_unconfirmed ON signature (signed_on) WHERE state IN ('pending', 'expired')`,
  `CREATE INDEX signature_with_news ON signature (campaign_id, id) WHERE state = 'confirmed' AND news`,
];

const together = [
  'ALTER TABLE signature SET (fillfactor = 85)',
  'ALTER TABLE signature RESET (toast_tuple_target)',
  ...sealed.map((column) => `ALTER TABLE signature ALTER ${column} SET STORAGE EXTENDED`),
];
