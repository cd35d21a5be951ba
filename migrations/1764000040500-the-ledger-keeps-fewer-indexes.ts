import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A message is written five times on its way, and each index it stands in with it. Three told nothing that another does
 * not: a Message-ID holds the message's id, what is open of a signature is found among all that is of it, and only what
 * can expire need stand among what does.
 */
export class TheLedgerKeepsFewerIndexes1764000040500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of fewer) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of asBefore) await queryRunner.query(statement);
  }
}

const fewer = [
  'ALTER TABLE message DROP CONSTRAINT message_message_id_key',
  'DROP INDEX message_open_of_ref',
  'DROP INDEX message_expiry',
  `CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'ready' AND expires_at IS NOT NULL`,
];

const asBefore = [
  'ALTER TABLE message ADD CONSTRAINT message_message_id_key UNIQUE (message_id)',
  `CREATE INDEX message_open_of_ref ON message (ref) WHERE state IN ('ready', 'leased')`,
  'DROP INDEX message_expiry',
  `CREATE INDEX message_expiry ON message (expires_at) WHERE state = 'ready'`,
];
