import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizers, what they may do in each campaign, their one-use links and their sessions; secrets only as sha256. */
export class OrganizersSignInByLink1764000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['session', 'sign_in_link', 'membership', 'organizer']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

const statements = [
  `CREATE TABLE organizer (
     id uuid PRIMARY KEY,
     email text NOT NULL,
     email_key text NOT NULL UNIQUE,
     name text NOT NULL,
     locale text NOT NULL,
     administrator boolean NOT NULL,
     invited_at timestamptz NOT NULL,
     left_at timestamptz
   )`,
  `CREATE TABLE membership (
     organizer_id uuid NOT NULL REFERENCES organizer ON DELETE CASCADE,
     campaign_id uuid NOT NULL,
     role text NOT NULL CHECK (role IN ('owner', 'organizer', 'moderator', 'viewer')),
     granted_at timestamptz NOT NULL,
     PRIMARY KEY (organizer_id, campaign_id)
   )`,
  `CREATE INDEX membership_campaign ON membership (campaign_id)`,
  `CREATE TABLE sign_in_link (
     token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
     organizer_id uuid NOT NULL REFERENCES organizer ON DELETE CASCADE,
     issued_at timestamptz NOT NULL,
     expires_at timestamptz NOT NULL,
     used_at timestamptz
   )`,
  `CREATE INDEX sign_in_link_organizer ON sign_in_link (organizer_id)`,
  `CREATE TABLE session (
     id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
     organizer_id uuid NOT NULL REFERENCES organizer ON DELETE CASCADE,
     began_at timestamptz NOT NULL,
     seen_at timestamptz NOT NULL
   )`,
  `CREATE INDEX session_organizer ON session (organizer_id)`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON organizer, membership, sign_in_link, session
     TO vigil_worker, vigil_console`,
];
