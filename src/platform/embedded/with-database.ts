import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import type { Log } from '../config/log.js';
import { DataFolder, FolderInUse } from './data-folder.js';
import { hasEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
import { ensureMasterKeyFile } from './master-key-file.js';
import { findRunningServer } from './run-file.js';

/** The database a command works on. */
export interface CommandDatabase {
  /** The owner's URL. */
  readonly url: string;
  /** Where the running server's pages are; absent when none runs on the data folder. */
  readonly origin?: string;
}

const POLL_MS = 100;
/** How long a command waits for another one that has the data folder, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Gives a command its database: the configured one, the embedded one of the running server (by run.json),
 * else the embedded one started for the command and stopped behind it. Commands on one folder take turns.
 */
export async function withDatabase<T>(
  config: Config,
  tell: { readonly log: Log; progress(doing: string): void; remark(sentence: string): void },
  work: (database: CommandDatabase) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== undefined) return work({ url: config.databaseUrl });
  const found = await openOrFindServer(config.dataDir);
  if (!(found instanceof DataFolder)) return work(found);
  try {
    ensureMasterKeyFile(config, hasEmbeddedDatabase(found));
    const database = await startEmbeddedDatabase({
      folder: found,
      log: tell.log,
      progress: (doing) => { tell.progress(doing); }, // prettier-ignore
      remark: (sentence) => { tell.remark(sentence); }, // prettier-ignore
    });
    try {
      return await work({ url: database.url });
    } finally {
      await database.stop();
    }
  } finally {
    found.close();
  }
}

async function openOrFindServer(dataDir: string): Promise<DataFolder | CommandDatabase> {
  for (let waited = 0; ; waited += POLL_MS) {
    const server = findRunningServer(dataDir);
    if (server) return { url: server.databaseUrl, origin: server.origin };
    try {
      return DataFolder.open(dataDir, 'command');
    } catch (error) {
      // A server that is just starting will soon say where its database is; a command will soon be done.
      if (!(error instanceof FolderInUse) || waited > PATIENCE_MS) throw error;
    }
    await pause(POLL_MS);
  }
}
