import pg from 'pg';
import { migrations } from '../../../migrations/index.js';
import type { Config } from '../../platform/config/config.js';
import type { Log } from '../../platform/config/log.js';
import { migrate, NewerDatabase } from '../../platform/database/migrate.js';
import { DataFolder } from '../../platform/embedded/data-folder.js';
import { hasEmbeddedDatabase, startEmbeddedDatabase } from '../../platform/embedded/embedded-database.js';
import { ensureMasterKeyFile } from '../../platform/embedded/master-key-file.js';
import { codeOf, Refusal } from '../../platform/embedded/refusal.js';
import type { Announcer } from './announcer.js';
import type { Closing } from './closing.js';

/** Opens the data folder if anything is kept in it; a process with a database and a mail server needs none. */
export function openFolder(config: Config, closing: Closing): DataFolder | undefined {
  if (config.databaseUrl !== undefined && config.smtpUrl !== undefined) return undefined;
  const folder = DataFolder.open(config.dataDir, 'server');
  closing.add(
    () => {
      folder.close();
    },
    { lasting: true },
  );
  return folder;
}

/** The owner's URL of the database, which is up when this resolves: the configured one or the embedded one. */
export async function openDatabase(
  config: Config,
  folder: DataFolder | undefined,
  tell: { readonly log: Log; readonly announcer: Announcer; readonly closing: Closing },
): Promise<string> {
  if (config.databaseUrl !== undefined) {
    await reach(config.databaseUrl);
    return config.databaseUrl;
  }
  if (!folder) throw new Error('the embedded database has no folder');
  ensureMasterKeyFile(config, hasEmbeddedDatabase(folder));
  const database = await startEmbeddedDatabase({
    folder,
    log: tell.log,
    progress: (doing) => {
      tell.announcer.step(doing);
    },
    remark: (sentence) => {
      tell.announcer.say(sentence);
    },
  });
  tell.closing.add(() => database.stop(), { lasting: true });
  return database.url;
}

/** Takes the steps the database lacks. Throws a Refusal on a database of a newer version, which stays as it is. */
export async function bringUpToDate(url: string): Promise<void> {
  try {
    await migrate(url, migrations);
  } catch (error) {
    if (!(error instanceof NewerDatabase)) throw error;
    throw new Refusal(`This version cannot use the database: ${error.message}.`, { cause: error });
  }
}

const REACH_WITHIN_MS = 10_000;

async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: REACH_WITHIN_MS });
  try {
    await client.connect();
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const reason = codeOf(error) ?? 'no answer';
    throw new Refusal(
      `The database ${hostname}:${port || '5432'}${pathname} cannot be used (${reason}); check DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
