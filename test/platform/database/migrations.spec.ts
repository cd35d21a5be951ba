import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { migrations } from '../../../migrations/index.js';
import { entities } from '../../../src/apps/data-source.js';
import { migrate, migrationSource } from '../../../src/platform/database/migrate.js';
import { openDataSource } from '../../../src/platform/database/open-data-source.js';
import { onServer, serverUrl, urlOf } from '../../support/database.js';

const name = `t_${randomBytes(6).toString('hex')}`;
let url: string;

beforeAll(async () => {
  const server = serverUrl().url;
  await onServer(server, `CREATE DATABASE ${name}`);
  url = urlOf(server, name);
});

afterAll(async () => {
  await onServer(serverUrl().url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

describe('the migrations', () => {
  it('go up, all the way down, and up again', async () => {
    const up = await migrate(url, migrations);
    expect(up).toHaveLength(migrations.length);
    const source = await migrationSource(url, migrations).initialize();
    try {
      const before = await shapeOf(source);
      while ((await appliedIn(source)) > 0) await source.undoLastMigration();
      expect(await leftovers(source)).toEqual([]);
      await source.runMigrations();
      expect(await shapeOf(source)).toEqual(before);
    } finally {
      await source.destroy();
    }
  });

  it('are refused by a program that does not know the last of them', async () => {
    await migrate(url, migrations);
    await expect(migrate(url, migrations.slice(0, -1))).rejects.toThrow('newer version');
  });

  it('are listed oldest first and named by what becomes true', () => {
    const stamps = migrations.map((step) => Number(/(\d{13})$/.exec(step.name)?.[1]));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    expect(new Set(stamps).size).toBe(stamps.length);
  });
});

describe('the entities', () => {
  it('have the columns of the migrated schema, neither more nor fewer', async () => {
    await migrate(url, migrations);
    const source = await openDataSource({ url, role: 'vigil_worker', entities });
    try {
      for (const meta of source.entityMetadatas) {
        const found = await source.query<{ name: string; nullable: boolean }[]>(
          `SELECT column_name AS name, is_nullable = 'YES' AS nullable
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
          [meta.tableName],
        );
        const inDatabase = Object.fromEntries(found.map((column) => [column.name, column.nullable]));
        const inCode = Object.fromEntries(
          meta.columns.map((column) => [column.databaseName, column.isNullable]),
        );
        expect({ table: meta.tableName, columns: inCode }).toEqual({
          table: meta.tableName,
          columns: inDatabase,
        });
      }
    } finally {
      await source.destroy();
    }
  });
});

type Source = Awaited<ReturnType<typeof openDataSource>>;

/** Everything that can be told apart: columns, constraints, indexes, functions, triggers, policies and grants. */
async function shapeOf(source: Source): Promise<unknown> {
  return source.query(`
    SELECT 'column' AS kind, table_name || '.' || column_name AS name,
           concat_ws(' ', data_type, is_nullable, column_default) AS what
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'function', oid::regprocedure::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', tablename || '.' || policyname, concat_ws(' ', cmd, roles::text, qual, with_check)
      FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT 'grant', table_name, grantee || ' ' || privilege_type
      FROM information_schema.role_table_grants WHERE table_schema = 'public'
    ORDER BY 1, 2, 3`);
}

/** How many steps the database holds. */
async function appliedIn(source: Source): Promise<number> {
  return (await source.query<unknown[]>('SELECT 1 FROM migration')).length;
}

/** What the way down left behind, the list of steps aside. */
async function leftovers(source: Source): Promise<unknown> {
  return source.query(`
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'migration%'
      AND relkind IN ('r', 'v', 'S', 'm')
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
}
