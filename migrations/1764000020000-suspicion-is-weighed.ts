import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counters of arrivals by keyed domain and by country, the marks made of them, alerts, and what organizers hold or let
 * go in bulk, row by row, so that each act can be undone exactly.
 */
export class SuspicionIsWeighed1764000020000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['hold_act_row', 'hold_act', 'alert', 'velocity_mark', 'signal_count']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

const statements = [
  `CREATE TABLE signal_count (
     campaign_id uuid NOT NULL,
     day date NOT NULL,
     kind text NOT NULL CHECK (kind IN ('all', 'held', 'domain', 'country')),
     key bytea NOT NULL,
     n integer NOT NULL,
     PRIMARY KEY (campaign_id, day, kind, key)
   ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`,
  `CREATE TABLE velocity_mark (
     campaign_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('domain', 'country')),
     key bytea NOT NULL,
     signal text NOT NULL,
     since date NOT NULL,
     sweeps smallint NOT NULL DEFAULT 0,
     PRIMARY KEY (campaign_id, kind, key)
   )`,
  `CREATE TABLE alert (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('rate', 'held-share', 'country-population', 'domain-cluster')),
     subject text NOT NULL,
     detail jsonb NOT NULL,
     raised_at timestamptz NOT NULL,
     dismissed_at timestamptz,
     dismissed_by text,
     CONSTRAINT alert_once UNIQUE (campaign_id, kind, subject)
   )`,
  `CREATE TABLE hold_act (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL,
     act text NOT NULL CHECK (act IN ('invalidated', 'released')),
     by text NOT NULL,
     at timestamptz NOT NULL,
     conditions jsonb NOT NULL,
     touched integer NOT NULL,
     undone_at timestamptz,
     undone_by text
   )`,
  `CREATE INDEX hold_act_of_campaign ON hold_act (campaign_id, at DESC)`,
  `CREATE TABLE hold_act_row (
     act_id uuid NOT NULL REFERENCES hold_act ON DELETE CASCADE,
     signature_id uuid NOT NULL,
     held_before text NOT NULL,
     reasons_before text[] NOT NULL,
     PRIMARY KEY (act_id, signature_id)
   )`,
  `CREATE INDEX hold_act_row_of_signature ON hold_act_row (signature_id)`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON signal_count, velocity_mark, alert, hold_act, hold_act_row
     TO vigil_worker`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON velocity_mark, alert, hold_act, hold_act_row TO vigil_console`,
];
