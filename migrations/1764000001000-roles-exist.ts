import type { MigrationInterface, QueryRunner } from 'typeorm';

const roles = ['vigil_web', 'vigil_console', 'vigil_worker'];

/** The three database roles. They belong to the cluster, so another database may have made them already. */
export class RolesExist1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const role of roles) {
      await queryRunner.query(`
        DO $$ BEGIN
          CREATE ROLE ${role} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$`);
      await queryRunner.query(`
        DO $$ BEGIN
          IF NOT pg_has_role(current_user, '${role}', 'MEMBER') THEN
            EXECUTE format('GRANT ${role} TO %I', current_user);
          END IF;
        END $$`);
    }
    await queryRunner.query(`REVOKE ALL ON SCHEMA public FROM PUBLIC`);
    await queryRunner.query(`GRANT USAGE ON SCHEMA public TO ${roles.join(', ')}`);
  }

  /** Takes back what this database granted; the roles stay, since other databases of the cluster may use them. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`REVOKE USAGE ON SCHEMA public FROM ${roles.join(', ')}`);
    await queryRunner.query(`GRANT USAGE ON SCHEMA public TO PUBLIC`);
  }
}
