import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why somebody was held says something of a person, so it goes with the rest when they withdraw, and no later act on
 * holds brings it back. Whether they were held stays: the explanation of the count needs it.
 */
export class WithdrawnRowsKeepNoReasons1764000032000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(emptying(`NEW.hold_reasons := '{}';`));
    await queryRunner.query('DROP TRIGGER signature_withdrawn_is_emptied ON signature');
    await queryRunner.query(
      trigger(`NEW.state = 'withdrawn' AND (OLD.state = 'confirmed' OR NEW.hold_reasons <> '{}')`),
    );
    await queryRunner.query(
      `UPDATE signature SET hold_reasons = '{}' WHERE state = 'withdrawn' AND hold_reasons <> '{}'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(emptying(''));
    await queryRunner.query('DROP TRIGGER signature_withdrawn_is_emptied ON signature');
    await queryRunner.query(trigger(`OLD.state = 'confirmed' AND NEW.state = 'withdrawn'`));
  }
}

/** A disowned address is still to be suppressed; its contact goes with that. Days and tokens answer the link for a while. */
const emptying = (reasons: string) => `
  CREATE OR REPLACE FUNCTION signature_is_emptied() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
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
     ${reasons}
     NEW.loose_index := NULL;
     NEW.domain_index := NULL;
     RETURN NEW;
   END $$`;

const trigger = (when: string) => `
  CREATE TRIGGER signature_withdrawn_is_emptied BEFORE UPDATE ON signature FOR EACH ROW
    WHEN (${when}) EXECUTE FUNCTION signature_is_emptied()`;
