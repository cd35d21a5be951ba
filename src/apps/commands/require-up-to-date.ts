import pg from 'pg';
import { DomainError } from '../../kernel/errors.js';

/** The database lacks steps that this program needs. */
export class DatabaseBehind extends DomainError {
  constructor(steps: number) {
    super(
      'unavailable',
      'database-behind',
      `the database is ${String(steps)} steps behind; run \`vigil migrate\``,
      { steps },
    );
  }
}

/** Throws DatabaseBehind unless every step has been taken. */
export async function requireUpToDate(
  url: string,
  steps: readonly { readonly name: string }[],
): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const missing = await missingSteps(client, steps);
    if (missing.length > 0) throw new DatabaseBehind(missing.length);
  } finally {
    await client.end();
  }
}

/** The names of the steps that a database has not taken. */
export async function missingSteps(
  client: pg.Client,
  steps: readonly { readonly name: string }[],
): Promise<string[]> {
  const table = await client.query<{ name: string | null }>(
    `SELECT to_regclass('public.migration')::text AS name`,
  );
  const done = table.rows[0]?.name
    ? (await client.query<{ name: string }>('SELECT name FROM migration')).rows
    : [];
  return steps.map(({ name }) => name).filter((name) => !done.some((row) => row.name === name));
}
