import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox: a job is asked for in the transaction of the change that wants it, and relayed after the commit. */
export class JobsAreAskedForInTheTransaction1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        job text NOT NULL,
        queue text NOT NULL,
        payload jsonb NOT NULL,
        run_at timestamptz,
        dedupe text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX outbox_dedupe ON outbox (dedupe) WHERE dedupe IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX outbox_due ON outbox (coalesce(run_at, created_at))`);
    await queryRunner.query(`
      CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        NOTIFY outbox;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_added AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify()`);
    // UPDATE is what FOR UPDATE needs, and what a second asking under the same key takes as its lock.
    await queryRunner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO vigil_worker, vigil_console`);
    await queryRunner.query(`GRANT INSERT ON outbox TO vigil_web`);
    await queryRunner.query(`ALTER TABLE outbox ENABLE ROW LEVEL SECURITY`);
    await queryRunner.query(`
      CREATE POLICY outbox_inside ON outbox TO vigil_worker, vigil_console USING (true) WITH CHECK (true)`);
    // A web process taken over may ask for nothing but what its forms need.
    await queryRunner.query(`
      CREATE POLICY outbox_web ON outbox FOR INSERT TO vigil_web
        WITH CHECK (job = 'signatures.decide-intake' AND queue = 'urgent' AND run_at IS NULL AND dedupe IS NULL)`);
    await queryRunner.query(`CREATE TABLE schedule (job text PRIMARY KEY, next_at timestamptz NOT NULL)`);
    await queryRunner.query(`GRANT SELECT, INSERT, UPDATE ON schedule TO vigil_worker`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE schedule`);
    await queryRunner.query(`DROP TABLE outbox`);
    await queryRunner.query(`DROP FUNCTION outbox_notify()`);
  }
}
