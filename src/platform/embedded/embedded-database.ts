import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Log } from '../config/log.js';
import type { DataFolder } from './data-folder.js';
import { clusterExists, initdb, OWNER } from './initdb.js';
import { findPostgresHome } from './postgres-home.js';
import { PostgresServer } from './postgres-server.js';
import { Refusal } from './refusal.js';
import { writeWhole } from './write-whole.js';

/** A running embedded database. */
export interface EmbeddedDatabase {
  /** The owner's URL, with its password. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseSettings {
  readonly folder: DataFolder;
  readonly log: Log;
  /** Told what is being done, in a few words. */
  readonly progress: (doing: string) => void;
  /** Told what the operator should know, in a sentence. */
  readonly remark: (sentence: string) => void;
  readonly maxConnections?: number;
  /** False where user namespaces are known to be barred. */
  readonly namespaces?: boolean;
}

const DATABASE = 'vigil';

/** Brings up the data folder's own PostgreSQL, making it the first time. */
export async function startEmbeddedDatabase(settings: EmbeddedDatabaseSettings): Promise<EmbeddedDatabase> {
  const { folder, progress } = settings;
  const home = findPostgresHome(folder.path, { namespaces: settings.namespaces ?? true });
  if (home.remark !== undefined) settings.remark(home.remark);
  const passwordFile = folder.at('postgres.password');
  if (!clusterExists(home)) {
    progress('making the database');
    writeWhole(passwordFile, `${randomBytes(24).toString('base64url')}\n`);
    await initdb(home, readPassword(passwordFile));
  }
  progress('starting the database');
  const server = await PostgresServer.start({
    home,
    logFile: folder.at('postgres.log'),
    log: settings.log,
    ...(settings.maxConnections ? { maxConnections: settings.maxConnections } : {}),
  });
  try {
    const urlOf = (database: string) =>
      `postgres://${OWNER}:${readPassword(passwordFile)}@127.0.0.1:${server.port}/${database}`;
    await ensureDatabase(urlOf('postgres'));
    return { url: urlOf(DATABASE), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Whether a database has ever been made in the folder; it needs its master key from then on. */
export function hasEmbeddedDatabase(folder: DataFolder): boolean {
  return existsSync(folder.at('postgres', 'PG_VERSION'));
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Refusal(`The file ${file} with the database's password is missing or unreadable.`, {
      cause: error,
    });
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
