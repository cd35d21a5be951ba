import pg from 'pg';

/** A database of its own on a server that runs already; `stop` drops it. */
export async function databaseOn(server: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const name = `vigil_bench_${process.pid}_${Date.now()}`;
  await asOwner(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: String(url), stop: () => asOwner(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** The name and version of a server, as it says itself. */
export async function versionOf(server: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return `PostgreSQL ${rows[0]?.server_version ?? ''}`;
  } finally {
    await client.end();
  }
}

async function asOwner(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
