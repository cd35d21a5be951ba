import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A function of ours looks for a table among ours before it looks among the temporary ones of whoever calls it, and
 * nobody calls one without being named. Else a role that may do nothing but call could put a table with a trigger of its
 * own in the place of ours, and have it run with the function's rights (PostgreSQL, CREATE FUNCTION, 'Writing SECURITY
 * DEFINER Functions Safely').
 */
export class FunctionsSeeOnlyOurTables1764000025000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      everyFunction(
        'SET search_path = pg_catalog, public, pg_temp',
        `EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', ours);`,
      ),
    );
  }

  /** What was closed to everybody stays closed: nothing needs it open. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(everyFunction('SET search_path = pg_catalog, public'));
  }
}

/** For each function in the schema `public` that is no extension's. */
const everyFunction = (setting: string, also = '') => `
  DO $$
  DECLARE ours regprocedure;
  BEGIN
    FOR ours IN
      SELECT p.oid FROM pg_proc p
       WHERE p.pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
      EXECUTE format('ALTER FUNCTION %s ${setting}', ours);
      ${also}
    END LOOP;
  END $$`;
