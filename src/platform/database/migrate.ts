import { DataSource, type MigrationInterface } from 'typeorm';
import { connectionOptions } from './open-data-source.js';

type MigrationClass = new () => MigrationInterface;

/** Any key does, as long as every migrating process takes the same one. */
const MIGRATION_LOCK = 7_306_001;

/** The database holds a step this program does not know: it was made by a newer version. */
export class NewerDatabase extends Error {
  constructor(readonly step: string) {
    super(`the database was made by a newer version (it holds the step ${step})`);
    this.name = 'NewerDatabase';
  }
}

/** An owner's connection for migrations. */
export function migrationSource(url: string, migrations: readonly MigrationClass[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 2,
    extra: connectionOptions(undefined),
  });
}

/**
 * Brings the schema up to date under an advisory lock, so that several processes may start at once.
 * Answers the names of the steps it ran. Throws NewerDatabase, with nothing changed, on an unknown step.
 */
export async function migrate(url: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const source = await migrationSource(url, migrations).initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(source, migrations);
    const done = await source.runMigrations();
    return done.map((step) => step.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

async function refuseNewer(source: DataSource, migrations: readonly MigrationClass[]): Promise<void> {
  const known = new Set(migrations.map((step) => step.name));
  const [table] = await source.query<[{ name: string | null }]>(
    `SELECT to_regclass('public.migration')::text AS name`,
  );
  if (!table.name) return;
  const applied = await source.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
  const unknown = applied.find((step) => !known.has(step.name));
  if (unknown) throw new NewerDatabase(unknown.name);
}
