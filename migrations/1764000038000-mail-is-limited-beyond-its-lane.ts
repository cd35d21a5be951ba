import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A new sender's reputation belongs to the instance, not to one stream: the warm-up moves from the lane to a bucket
 * over all of them. A lane may have a total, so it counts what it has begun. Letters and mail to many give up counted from their first try, not
 * from when they were written, so that hours and rates of ours let nothing expire: those that were never tried lose
 * their time.
 */
export class MailIsLimitedBeyondItsLane1764000038000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [
      `ALTER TABLE bucket ADD COLUMN warm_up_since date, ADD COLUMN warm_up_first_day integer,
              ADD COLUMN warm_up_growth real,
              ADD CONSTRAINT bucket_warm_up_is_whole CHECK ((dimension = 'warm_up') = (warm_up_since IS NOT NULL
                AND warm_up_first_day IS NOT NULL AND warm_up_growth IS NOT NULL))`,
      `ALTER TABLE lane DROP COLUMN warm_up_since, DROP COLUMN warm_up_first_day, DROP COLUMN warm_up_growth,
              ADD COLUMN begun integer NOT NULL DEFAULT 0`,
      `UPDATE lane SET begun = (SELECT count(*) FROM message m WHERE m.lane_id = lane.id AND m.attempts > 0)`,
      `UPDATE message SET expires_at = NULL WHERE state = 'ready' AND attempts = 0 AND kind = ANY ('{${PATIENT}}')`,
    ]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [
      `UPDATE message SET expires_at = coalesce(next_attempt_at, now()) + CASE WHEN kind IN ('seat-letter', 'handover')
              THEN interval '72 hours' ELSE interval '48 hours' END
        WHERE state = 'ready' AND expires_at IS NULL AND kind = ANY ('{${PATIENT}}')`,
      `ALTER TABLE lane DROP COLUMN begun, ADD COLUMN warm_up_since date, ADD COLUMN warm_up_first_day integer,
              ADD COLUMN warm_up_growth real`,
      `DELETE FROM bucket WHERE dimension = 'warm_up'`,
      `ALTER TABLE bucket DROP COLUMN warm_up_since, DROP COLUMN warm_up_first_day, DROP COLUMN warm_up_growth`,
    ]) {
      await queryRunner.query(statement);
    }
  }
}

const PATIENT = 'seat-letter,handover,update,anniversary,stay';
