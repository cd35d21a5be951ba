import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Service } from './service.js';

/** Asks the embedded database of a running service, as its owner. */
export async function askDatabaseOf<Row>(
  service: Service,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const { databaseUrl } = JSON.parse(
    readFileSync(join(service.env.VIGIL_DATA_DIR ?? '', 'run.json'), 'utf8'),
  ) as { databaseUrl: string };
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query(sql, [...params])).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Everything in the tables that a supporter's acts change, as sorted texts. */
export async function supportersRows(service: Service): Promise<string[]> {
  const rows = await askDatabaseOf<{ row: string }>(
    service,
    ['signature', 'public_name', 'suppression', 'withdrawal_reason', 'published_tally_day']
      .map((table) => `SELECT '${table} ' || t::text AS row FROM ${table} t`)
      .join(' UNION ALL '),
  );
  return rows.map(({ row }) => row).sort();
}
