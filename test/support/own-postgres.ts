import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { openLog } from '../../src/platform/config/log.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { DataFolder } from '../../src/platform/embedded/data-folder.js';
import { startEmbeddedDatabase } from '../../src/platform/embedded/embedded-database.js';
import { postmasterOf } from '../../src/platform/embedded/orphan.js';
import { eventually } from './eventually.js';

/** A PostgreSQL of one's own, durable as the service's is and under the same supervisor: what dies is started again. */
export interface OwnPostgres {
  /** A migrated database, as its owner. */
  readonly url: string;
  /** SIGKILL, of the server or of one of its processes (then the server ends all sessions and recovers), as chance (0 … 1) has it. */
  kill(chance: number): void;
  /** Stops it in order; it is started again. Resolves when it answers. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one in a folder of its own. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const path = mkdtempSync(join(tmpdir(), 'vigil-postgres-'));
  const folder = DataFolder.open(path, 'server');
  const nothing = () => undefined;
  const log = openLog('silent');
  const database = await startEmbeddedDatabase({
    folder,
    log,
    progress: nothing,
    remark: nothing,
    maxConnections: 200,
  });
  const { url } = database;
  await migrate(url, migrations);
  const server = () => postmasterOf(folder.at('postgres'));
  return {
    url,
    kill(chance) {
      const pid = server();
      if (pid === undefined) return;
      const all = [pid, ...(chance < 0.5 ? [] : childrenOf(pid))];
      end(all[Math.floor(chance * 2 * all.length) % all.length] ?? pid, 'SIGKILL');
    },
    async restart() {
      const pid = server();
      if (pid !== undefined) end(pid, 'SIGINT');
      await eventually(async () => server() !== pid && (await answers(url)), 30_000);
    },
    async close() {
      await database.stop();
      folder.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Linux tells; elsewhere only the server itself is killed. */
function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
