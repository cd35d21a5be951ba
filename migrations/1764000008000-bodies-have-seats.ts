import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The instance's registry of bodies, and the seats in them that receive letters. */
export class BodiesHaveSeats1764000008000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE seat');
    await queryRunner.query('DROP TABLE body');
  }
}

const statements = [
  `CREATE TABLE body (
     id uuid PRIMARY KEY,
     key text NOT NULL UNIQUE,
     kind text NOT NULL CHECK (kind IN ('un', 'government', 'parliament', 'court', 'company', 'organisation')),
     names jsonb NOT NULL CHECK (jsonb_typeof(names) = 'object'),
     ceiling text NOT NULL CHECK (ceiling IN ('totals', 'pseudonymous', 'names'))
   )`,
  `CREATE TABLE seat (
     id uuid PRIMARY KEY,
     body_id uuid NOT NULL REFERENCES body ON DELETE CASCADE,
     key text NOT NULL,
     offices jsonb NOT NULL CHECK (jsonb_typeof(offices) = 'object'),
     salutations jsonb NOT NULL CHECK (jsonb_typeof(salutations) = 'object'),
     email text NOT NULL,
     email_entered_at timestamptz,
     locale text NOT NULL,
     zone text NOT NULL,
     window_from time NOT NULL,
     window_until time NOT NULL CHECK (window_until > window_from),
     weekdays smallint[] NOT NULL,
     delivery text NOT NULL CHECK (delivery IN ('consolidated', 'digest', 'individual')),
     rate_per_hour integer NOT NULL CHECK (rate_per_hour > 0),
     UNIQUE (body_id, key)
   )`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON body, seat TO vigil_worker, vigil_console`,
];
