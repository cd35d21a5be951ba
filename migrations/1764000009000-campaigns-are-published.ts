import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Campaigns with their immutable text versions, their demands and the history of each, and the one table that the
 * public web process reads.
 */
export class CampaignsArePublished1764000009000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE campaign DROP CONSTRAINT campaign_version_id_fkey');
    for (const table of tables) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'published_campaign',
  'campaign_body',
  'incident',
  'demand_status_change',
  'demand_addressee',
  'demand',
  'campaign_version',
  'campaign',
];

const statements = [
  `CREATE TABLE campaign (
     id uuid PRIMARY KEY,
     slug text NOT NULL UNIQUE,
     state text NOT NULL CHECK (state IN ('draft', 'in_review', 'open', 'paused', 'closed', 'archived')),
     locales text[] NOT NULL CHECK (cardinality(locales) > 0),
     default_locale text NOT NULL,
     version_id uuid,
     goal integer CHECK (goal > 0),
     neutral_mail boolean NOT NULL,
     anniversaries jsonb NOT NULL,
     file_sha256 text,
     created_at timestamptz NOT NULL,
     opened_at timestamptz,
     closed_at timestamptz,
     CHECK (default_locale = ANY (locales))
   )`,
  `CREATE TABLE campaign_version (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     number integer NOT NULL CHECK (number > 0),
     content jsonb NOT NULL,
     sha256 text NOT NULL,
     created_at timestamptz NOT NULL,
     UNIQUE (campaign_id, number),
     UNIQUE (campaign_id, sha256)
   )`,
  `ALTER TABLE campaign ADD CONSTRAINT campaign_version_id_fkey
     FOREIGN KEY (version_id) REFERENCES campaign_version DEFERRABLE INITIALLY DEFERRED`,
  `CREATE TABLE demand (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     key text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('accountability', 'protection', 'release', 'rights', 'remedy', 'other')),
     position integer NOT NULL,
     texts jsonb NOT NULL,
     open_since date NOT NULL,
     status text NOT NULL CHECK (status IN ('unmet', 'partly_met', 'met', 'refused')),
     status_as_of date NOT NULL,
     dropped_at timestamptz,
     UNIQUE (campaign_id, key)
   )`,
  `CREATE TABLE demand_addressee (
     demand_id uuid NOT NULL REFERENCES demand ON DELETE CASCADE,
     body_id uuid NOT NULL REFERENCES body,
     position integer NOT NULL,
     PRIMARY KEY (demand_id, body_id)
   )`,
  `CREATE TABLE demand_status_change (
     id uuid PRIMARY KEY,
     demand_id uuid NOT NULL REFERENCES demand ON DELETE CASCADE,
     number integer NOT NULL CHECK (number > 0),
     status text NOT NULL,
     as_of date NOT NULL,
     source jsonb NOT NULL,
     note text,
     set_by text NOT NULL,
     from_file boolean NOT NULL,
     set_at timestamptz NOT NULL,
     UNIQUE (demand_id, number)
   )`,
  `CREATE TABLE incident (
     id uuid PRIMARY KEY,
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     key text NOT NULL,
     kind text NOT NULL,
     position integer NOT NULL,
     happened_on date,
     since date,
     hunger_strike_days integer CHECK (hunger_strike_days > 0),
     source_date date,
     source_url text,
     texts jsonb NOT NULL,
     CHECK (happened_on IS NULL OR since IS NULL),
     UNIQUE (campaign_id, key)
   )`,
  `CREATE TABLE campaign_body (
     campaign_id uuid NOT NULL REFERENCES campaign ON DELETE CASCADE,
     body_id uuid NOT NULL REFERENCES body,
     position integer NOT NULL,
     adverse boolean NOT NULL,
     disclosure text NOT NULL CHECK (disclosure IN ('totals', 'pseudonymous', 'names')),
     PRIMARY KEY (campaign_id, body_id),
     CONSTRAINT adverse_body_gets_totals CHECK (NOT adverse OR disclosure = 'totals')
   )`,
  `CREATE TABLE published_campaign (
     id uuid PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
     slug text NOT NULL UNIQUE,
     state text NOT NULL CHECK (state IN ('open', 'paused', 'closed', 'archived')),
     locales text[] NOT NULL,
     default_locale text NOT NULL,
     text_version text NOT NULL,
     goal integer,
     document jsonb NOT NULL,
     etag text NOT NULL,
     opened_at timestamptz NOT NULL
   )`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON campaign, demand, demand_addressee, incident, campaign_body,
     published_campaign TO vigil_worker, vigil_console`,
  // What was said and what a status was are written once.
  `GRANT SELECT, INSERT ON campaign_version, demand_status_change TO vigil_worker, vigil_console`,
  `GRANT SELECT ON published_campaign TO vigil_web`,
];
