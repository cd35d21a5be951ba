import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { entities } from '../../src/apps/data-source.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { type DatabaseRole, openDataSource } from '../../src/platform/database/open-data-source.js';
import { WebDatabase } from '../../src/platform/database/web-database.js';

/** One test file's own database, cloned from the migrated template. */
export interface TestDatabase {
  readonly url: string;
  dataSource(role?: DatabaseRole): Promise<DataSource>;
  webDatabase(): WebDatabase;
  /** Closes what was opened and drops the database. */
  close(): Promise<void>;
}

/** Where the harness's server is and what its template is called (set by the global set-up). */
export function serverUrl(): { url: string; template: string } {
  const { VIGIL_TEST_SERVER: url, VIGIL_TEST_TEMPLATE: template } = process.env;
  if (!url || !template) throw new Error('the global set-up did not run');
  return { url, template };
}

/** The URL of another database on the same server. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs statements on the server's maintenance database. */
export async function onServer(server: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Any number does: whoever holds this lock first makes the template. */
const TEMPLATE_LOCK = 7_306_002;

/** Migrates the run's template database, once, whichever worker comes first. */
async function ensureTemplate(server: string, template: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount) return;
    const draft = `${template}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(urlOf(server, draft), migrations);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  } finally {
    await client.end();
  }
}

/** Clones the template (about 0.1 s). */
export async function freshDatabase(): Promise<TestDatabase> {
  const { url: server, template } = serverUrl();
  await ensureTemplate(server, template);
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = urlOf(server, name);
  const opened: (() => Promise<void>)[] = [];
  return {
    url,
    async dataSource(role: DatabaseRole = 'vigil_worker') {
      const dataSource = await openDataSource({ url, role, entities });
      opened.push(async () => {
        if (dataSource.isInitialized) await dataSource.destroy();
      });
      return dataSource;
    },
    webDatabase() {
      const database = new WebDatabase({ url });
      opened.push(() => database.close());
      return database;
    },
    async close() {
      for (const close of opened) await close();
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
