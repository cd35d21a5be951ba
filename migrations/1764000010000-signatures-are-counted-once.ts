import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tokenFunctions } from './parts/signature-token-functions.js';

/**
 * Signatures, what is published of them, and the functions through which the public web process acts by the hash of a
 * token. A column that tells of a person may be emptied. Counting is by rows that each change writes beside itself.
 */
export class SignaturesAreCountedOnce1764000010000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...tally, ...tokenFunctions.up, ...grants]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of tokenFunctions.down) await queryRunner.query(statement);
    await queryRunner.query('DROP VIEW published_tally_country');
    for (const table of [
      'tally_country',
      'published_tally_day',
      'published_tally',
      'public_name',
      'signature',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION signature_counts()');
    await queryRunner.query('DROP TABLE tally_delta');
    await queryRunner.query('DROP TABLE code_miss');
  }
}

const tables = [
  `CREATE TABLE signature (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL,
     place smallint NOT NULL CHECK (place IN (1, 2)),
     email_index bytea CHECK (octet_length(email_index) = 32),
     loose_index bytea CHECK (octet_length(loose_index) = 32),
     domain_index bytea CHECK (octet_length(domain_index) = 32),
     epoch integer NOT NULL,
     contact bytea,
     answers bytea,
     text_version text NOT NULL,
     visibility text NOT NULL DEFAULT 'counted' CHECK (visibility IN ('counted', 'initials', 'name')),
     news boolean NOT NULL DEFAULT false,
     locale text NOT NULL,
     country text CHECK (country ~ '^[A-Z]{2}$'),
     flags text[] NOT NULL DEFAULT '{}',
     state text NOT NULL CHECK (state IN ('pending', 'confirmed', 'withdrawn', 'expired')),
     held text NOT NULL DEFAULT 'no' CHECK (held IN ('no', 'quarantined', 'invalidated')),
     hold_reasons text[] NOT NULL DEFAULT '{}',
     signed_on date NOT NULL,
     confirmed_on date,
     ended_on date,
     issue integer NOT NULL DEFAULT 1,
     confirm_hash bytea,
     code_hash bytea,
     me_hash bytea,
     withdraw_hash bytea,
     unsubscribe_hash bytea,
     not_me_hash bytea,
     expires_at timestamptz,
     me_until date,
     me_copy bytea,
     mails integer NOT NULL DEFAULT 0,
     mailed_on date[] NOT NULL DEFAULT '{}',
     already_on date,
     reminded_on date,
     disowned boolean NOT NULL DEFAULT false,
     name_due boolean NOT NULL DEFAULT false,
     CONSTRAINT signature_once_per_place UNIQUE (campaign_id, email_index, place),
     CONSTRAINT signature_expiry_is_of_pending CHECK ((state = 'pending') = (expires_at IS NOT NULL)),
     CONSTRAINT signature_expiry_is_a_whole_hour CHECK (date_trunc('hour', expires_at, 'UTC') = expires_at),
     CONSTRAINT signature_confirmed_has_a_day CHECK (state <> 'confirmed' OR confirmed_on IS NOT NULL)
   ) WITH (fillfactor = 85)`,
  `CREATE INDEX signature_by_confirm ON signature USING hash (confirm_hash)`,
  `CREATE INDEX signature_by_code ON signature USING hash (code_hash)`,
  `CREATE INDEX signature_by_me ON signature USING hash (me_hash)`,
  `CREATE INDEX signature_by_withdraw ON signature USING hash (withdraw_hash)`,
  `CREATE INDEX signature_by_unsubscribe ON signature USING hash (unsubscribe_hash)`,
  `CREATE INDEX signature_by_not_me ON signature USING hash (not_me_hash)`,
  `CREATE INDEX signature_by_loose ON signature USING hash (loose_index)`,
  `CREATE INDEX signature_pending ON signature (expires_at) WHERE state = 'pending'`,
  `CREATE INDEX signature_unconfirmed ON signature (signed_on) WHERE state IN ('pending', 'expired')`,
  `CREATE INDEX signature_name_due ON signature (id) WHERE name_due`,
  `CREATE INDEX signature_disowned ON signature (id) WHERE disowned AND contact IS NOT NULL`,
  `CREATE INDEX signature_held ON signature (campaign_id) WHERE held <> 'no'`,
  `CREATE INDEX signature_with_news ON signature (campaign_id, id) WHERE state = 'confirmed' AND news`,
  `CREATE TABLE public_name (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL,
     signature_id uuid NOT NULL UNIQUE REFERENCES signature ON DELETE CASCADE,
     shown text NOT NULL,
     day date NOT NULL
   )`,
  `CREATE INDEX public_name_of_campaign ON public_name (campaign_id, day DESC, id)`,
  `CREATE TABLE code_miss (ten_minutes timestamptz PRIMARY KEY, misses integer NOT NULL)`,
];

const counts = (rows: string, sign: string) => `
  SELECT campaign_id, confirmed_on, coalesce(country, '') AS country, ${sign}1 AS delta
    FROM ${rows} WHERE state = 'confirmed' AND held = 'no'`;

const countsTrigger = (event: string, referencing: string) => `
  CREATE TRIGGER signature_counts_on_${event.toLowerCase()} AFTER ${event} ON signature REFERENCING ${referencing}
    FOR EACH STATEMENT EXECUTE FUNCTION signature_counts()`;

const tally = [
  `CREATE TABLE tally_delta (
     campaign_id uuid NOT NULL,
     day date NOT NULL,
     country text NOT NULL,
     delta integer NOT NULL
   ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`,
  `CREATE TABLE published_tally (
     campaign_id uuid PRIMARY KEY,
     confirmed integer NOT NULL,
     as_of timestamptz NOT NULL
   )`,
  `CREATE TABLE published_tally_day (
     campaign_id uuid NOT NULL,
     day date NOT NULL,
     confirmed integer NOT NULL,
     PRIMARY KEY (campaign_id, day)
   )`,
  `CREATE TABLE tally_country (
     campaign_id uuid NOT NULL,
     country text NOT NULL,
     confirmed integer NOT NULL,
     PRIMARY KEY (campaign_id, country)
   )`,
  // A country is told only when ten or more stand in it.
  `CREATE VIEW published_tally_country AS
     SELECT campaign_id, country, confirmed FROM tally_country WHERE confirmed >= 10 AND country <> ''`,
  `CREATE FUNCTION signature_counts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
   BEGIN
     IF TG_OP = 'INSERT' THEN
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('after_rows', '')}) change GROUP BY 1, 2, 3;
     ELSIF TG_OP = 'DELETE' THEN
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('before_rows', '-')}) change GROUP BY 1, 2, 3;
     ELSE
       INSERT INTO tally_delta SELECT campaign_id, confirmed_on, country, sum(delta)
         FROM (${counts('after_rows', '')} UNION ALL ${counts('before_rows', '-')}) change
        GROUP BY 1, 2, 3 HAVING sum(delta) <> 0;
     END IF;
     RETURN NULL;
   END $$`,
  countsTrigger('INSERT', 'NEW TABLE AS after_rows'),
  countsTrigger('DELETE', 'OLD TABLE AS before_rows'),
  countsTrigger('UPDATE', 'OLD TABLE AS before_rows NEW TABLE AS after_rows'),
];

const grants = [
  `GRANT SELECT, INSERT, UPDATE, DELETE ON signature, public_name, code_miss, tally_delta, published_tally,
     published_tally_day, tally_country TO vigil_worker`,
  `GRANT SELECT, UPDATE, DELETE ON signature TO vigil_console`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON public_name, tally_delta, published_tally, published_tally_day, tally_country
     TO vigil_console`,
  `GRANT SELECT ON published_tally_country TO vigil_worker, vigil_console, vigil_web`,
  `GRANT SELECT ON published_tally, published_tally_day TO vigil_web`,
  `GRANT SELECT (id, campaign_id, shown, day) ON public_name TO vigil_web`,
];
