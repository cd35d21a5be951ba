import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { SnakeNames } from './snake-names.js';

/** The database roles that the migrations make; each process runs under the least it needs. */
export type DatabaseRole = 'vigil_web' | 'vigil_console' | 'vigil_worker';

export interface DataSourceSettings {
  readonly url: string;
  /** Set at connection start (`-c role=…`); absent: the owner, for migrations only. */
  readonly role?: DatabaseRole;
  readonly entities: MixedList<(new () => object) | EntitySchema>;
  /** Connections at most (default 6). */
  readonly poolSize?: number;
}

/** Opens TypeORM's DataSource on a role; the schema is never synchronised, only migrated. */
export async function openDataSource(settings: DataSourceSettings): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: settings.entities as (new () => object)[],
    namingStrategy: new SnakeNames(),
    synchronize: false,
    installExtensions: false,
    applicationName: settings.role ?? 'vigil_owner',
    poolSize: settings.poolSize ?? 6,
    connectTimeoutMS: 10_000,
    extra: connectionOptions(settings.role),
  });
  return dataSource.initialize();
}

/** Statements here are short: where the server would compile one (JIT), that alone takes longer. */
const SETTINGS = '-c timezone=UTC -c jit=off';

/** libpq start-up options that put a connection on a role, in UTC. */
export function connectionOptions(role: DatabaseRole | undefined): { options: string } {
  return { options: role ? `-c role=${role} ${SETTINGS}` : SETTINGS };
}
