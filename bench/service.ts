import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openLog } from '../src/platform/config/log.js';
import { DataFolder } from '../src/platform/embedded/data-folder.js';
import { startEmbeddedDatabase } from '../src/platform/embedded/embedded-database.js';
import { freePort, pause, type Running, start } from './process.js';

/** The founding campaign, which every new service has. */
export const CAMPAIGN = '/c/ashraf';

/** Its count for programs. */
export const PROGRESS = `${CAMPAIGN}/progress.json`;

/** A database of its own that outlasts the processes on it. */
export async function startDatabase(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const ground = DataFolder.open(folder, 'server');
  const nothing = () => undefined;
  const log = openLog('silent');
  const database = await startEmbeddedDatabase({ folder: ground, log, progress: nothing, remark: nothing });
  return {
    url: database.url,
    stop: async () => {
      await database.stop();
      ground.close();
    },
  };
}

/** A folder for one run's data. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'vigil-bench-'));
}

/** Starts the built service on a folder; ready when the campaign's page is answered. */
export async function startService(
  folder: string,
  { roles = 'web,console,worker', env = {} }: { roles?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Running> {
  const port = await freePort();
  const path = roles.includes('web') ? CAMPAIGN : '/health/ready';
  return start('src/main.js', ['--roles', roles], {
    port,
    path,
    env: { PORT: String(port), VIGIL_DATA_DIR: folder, ...env },
  });
}

/** Starts the yardstick with the bytes of a page in a file, and those of a count in another. */
export async function startYardstick(page: string, progress = page): Promise<Running> {
  const port = await freePort();
  return start('bench/yardstick.js', [String(port), page, progress], { port, path: CAMPAIGN });
}

/** The embedded database of the service that runs on a folder. */
export function databaseOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { databaseUrl: string }).databaseUrl;
}

/** One number from a database. */
export async function numberFrom(url: string, sql: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(`SELECT (${sql})::integer AS n`);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}

/** Asks every 100 ms until the number is as wanted; throws after `withinMs`. */
export async function untilNumber(
  url: string,
  sql: string,
  isWanted: (n: number) => boolean,
  withinMs = 300_000,
): Promise<number> {
  const end = performance.now() + withinMs;
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ n: number }>(`SELECT (${sql})::integer AS n`);
      const n = rows[0]?.n ?? 0;
      if (isWanted(n)) return n;
      if (performance.now() > end) throw new Error(`${sql} is ${n} after ${withinMs / 1_000} s`);
      await pause(100);
    }
  } finally {
    await client.end();
  }
}

/** Throws unless the database holds exactly as many. */
export async function requireCount(url: string, sql: string, wanted: number): Promise<void> {
  const found = await numberFrom(url, sql);
  if (found !== wanted) throw new Error(`${sql}: ${found}, and should be ${wanted}`);
}
