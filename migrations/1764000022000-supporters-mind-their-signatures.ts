import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A campaign may remind whoever has not confirmed; why somebody withdrew is kept apart from whoever it was; a withdrawn
 * row is emptied by whatever withdraws it; and *my signature* tells all that is held.
 */
export class SupportersMindTheirSignatures1764000022000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE campaign ADD COLUMN reminder boolean NOT NULL DEFAULT false');
    for (const statement of [...reasons, ...emptying, ...mySignature(whole)]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of mySignature(before)) await queryRunner.query(statement);
    await queryRunner.query('DROP TRIGGER signature_withdrawn_is_emptied ON signature');
    await queryRunner.query('DROP FUNCTION signature_is_emptied()');
    await queryRunner.query('DROP TABLE withdrawal_reason');
    await queryRunner.query('ALTER TABLE campaign DROP COLUMN reminder');
  }
}

const reasons = [
  `CREATE TABLE withdrawal_reason (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL,
     epoch integer NOT NULL,
     reason bytea NOT NULL,
     day date NOT NULL
   )`,
  'CREATE INDEX withdrawal_reason_of_campaign ON withdrawal_reason (campaign_id, day DESC, id)',
  'GRANT SELECT, INSERT, DELETE ON withdrawal_reason TO vigil_worker',
  'GRANT SELECT ON withdrawal_reason TO vigil_console',
];

/** A disowned address is still to be suppressed; its contact goes with that. Days and tokens answer the link for a while. */
const emptying = [
  `CREATE FUNCTION signature_is_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
   BEGIN
     IF NOT NEW.disowned THEN NEW.contact := NULL; END IF;
     NEW.answers := NULL;
     NEW.me_copy := NULL;
     NEW.country := NULL;
     NEW.visibility := 'counted';
     NEW.news := false;
     NEW.locale := 'und';
     NEW.text_version := '';
     NEW.flags := '{}';
     NEW.loose_index := NULL;
     NEW.domain_index := NULL;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER signature_withdrawn_is_emptied BEFORE UPDATE ON signature FOR EACH ROW
     WHEN (OLD.state = 'confirmed' AND NEW.state = 'withdrawn') EXECUTE FUNCTION signature_is_emptied()`,
];

const before = `state text, visibility text, news boolean, locale text, country text, signed_on date,
  confirmed_on date, ended_on date, me_copy bytea`;
const whole = `${before}, text_version text, me_until date, mailed_on date[]`;

function mySignature(columns: string): string[] {
  const names = columns.split(',').map((column) => column.trim().split(' ')[0]);
  return [
    'DROP FUNCTION my_signature(bytea, date)',
    `CREATE FUNCTION my_signature(hash bytea, today date) RETURNS TABLE (campaign_id uuid, ${columns})
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
       SELECT campaign_id, ${names.join(', ')}
         FROM signature WHERE me_hash = hash AND me_until >= today AND state IN ('confirmed', 'withdrawn')
     $$`,
    'REVOKE ALL ON FUNCTION my_signature(bytea, date) FROM PUBLIC',
    'GRANT EXECUTE ON FUNCTION my_signature(bytea, date) TO vigil_web',
  ];
}
