import pg from 'pg';
import { missingSteps } from '../require-up-to-date.js';

/** The oldest PostgreSQL that has everything the schema uses. */
const OLDEST = 150_000;

const roles = ['vigil_web', 'vigil_console', 'vigil_worker'];

/** Connects, and says which server it is, which steps are missing and whether the roles are there. */
export async function databaseFinding(
  url: string,
  steps: readonly { readonly name: string }[],
): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ version: string; number: number }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
    );
    const server = found[0];
    if (!server || server.number < OLDEST)
      throw new Error(`PostgreSQL ${server?.version ?? '?'} is too old; 15 is the least`);
    const missing = await missingSteps(client, steps);
    if (missing.length > 0)
      throw new Error(`${String(missing.length)} steps are missing; run \`vigil migrate\``);
    const { rows: usable } = await client.query<{ role: string }>(
      `SELECT rolname AS role FROM pg_roles WHERE rolname = ANY ($1) AND pg_has_role(rolname, 'MEMBER')`,
      [roles],
    );
    const absent = roles.filter((role) => !usable.some((row) => row.role === role));
    if (absent.length > 0) throw new Error(`the user may not take the roles ${absent.join(', ')}`);
    return `PostgreSQL ${server.version}, up to date (${String(steps.length)} steps)`;
  } finally {
    await client.end();
  }
}
