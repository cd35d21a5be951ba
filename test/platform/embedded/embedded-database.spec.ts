import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openLog } from '../../../src/platform/config/log.js';
import { DataFolder } from '../../../src/platform/embedded/data-folder.js';
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../../src/platform/embedded/embedded-database.js';
import { postmasterOf } from '../../../src/platform/embedded/orphan.js';
import { identityOf } from '../../../src/platform/embedded/process-identity.js';
import { eventually } from '../../support/eventually.js';

const log = openLog('silent');

/** A program of its own that opens the folder, starts the database and is killed at once. */
async function killedProgram(path: string): Promise<void> {
  const program = `
    const { DataFolder } = await import('./dist/src/platform/embedded/data-folder.js');
    const { startEmbeddedDatabase } = await import('./dist/src/platform/embedded/embedded-database.js');
    const folder = DataFolder.open(process.argv[1], 'server');
    await startEmbeddedDatabase({ folder, log: console, progress() {}, remark() {} });
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, path], {
    stdio: 'inherit',
  });
  await once(child, 'exit');
}

/** Only root has another user to run as. */
const describeAsRoot = (body: () => void) => {
  if (process.getuid?.() === 0) describe('started by root', body);
};

describe('the embedded database', () => {
  let root: string;
  let folder: DataFolder;
  const running: EmbeddedDatabase[] = [];
  const remarks: string[] = [];

  beforeEach(() => {
    root = mkdtempSync('/tmp/vigil embedded ');
    remarks.length = 0;
  });
  afterEach(async () => {
    for (const database of running.splice(0)) await database.stop();
    folder.close();
    rmSync(root, { recursive: true, force: true });
  });

  const start = async (namespaces = true) => {
    const database = await startEmbeddedDatabase({
      folder,
      log,
      namespaces,
      progress: () => undefined,
      remark: (sentence) => remarks.push(sentence),
    });
    running.push(database);
    return database;
  };
  const cluster = () => folder.at('postgres');
  const query = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const postmaster = () => identityOf(postmasterOf(cluster())!);

  it('runs in a folder of mode 0700 with a space in its path, asks for its password and syncs', async () => {
    chmodSync(root, 0o700);
    folder = DataFolder.open(join(root, 'my data'), 'server');
    const { url } = await start();
    expect(await query(url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(statSync(folder.at('postgres.password')).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(remarks).toEqual([]);
  });

  it('runs where the path is longer than a socket name may be', async () => {
    folder = DataFolder.open(join(root, 'long'.repeat(30), 'data'), 'server');
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('stops the server that a killed program left behind, and finds everything again', async () => {
    folder = DataFolder.open(join(root, 'data'), 'server');
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    folder.close();
    await killedProgram(folder.path);
    const orphan = postmaster()!;
    expect(orphan).toBeDefined();

    folder = DataFolder.open(folder.path, 'server');
    const { url } = await start();
    expect(postmaster()).not.toEqual(orphan);
    expect(identityOf(orphan.pid)?.began).not.toBe(orphan.began);
    expect(await query(url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('starts the server again when it dies, on the same port, with what was committed', async () => {
    folder = DataFolder.open(join(root, 'data'), 'server');
    const { url } = await start();
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS one');
    const before = postmaster()!;
    process.kill(before.pid, 'SIGKILL');
    await eventually(() => postmaster() !== undefined && postmaster()?.pid !== before.pid);
    expect(await eventually(() => query(url, 'SELECT one FROM kept'))).toEqual([{ one: 1 }]);
  });

  it('leaves nothing running once stopped', async () => {
    folder = DataFolder.open(join(root, 'data'), 'server');
    const database = await start();
    const server = postmaster()!;
    await database.stop();
    expect(identityOf(server.pid)?.began).not.toBe(server.began);
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false);
  });

  it('writes no statement and no value into its log', async () => {
    folder = DataFolder.open(join(root, 'data'), 'server');
    const { url } = await start();
    await expect(query(url, `SELECT 'canary@example.org'::int`)).rejects.toThrow();
    expect(readFileSync(folder.at('postgres.log'), 'utf8')).not.toContain('canary');
  });

  describeAsRoot(() => {
    it('runs as another user where user namespaces are barred, and says so', async () => {
      chmodSync(root, 0o755);
      const data = join(root, 'data');
      mkdirSync(data, { mode: 0o755 });
      chmodSync(data, 0o755);
      folder = DataFolder.open(data, 'server');
      const { url } = await start(false);
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(statSync(cluster()).uid).not.toBe(0);
      expect(remarks).toEqual([expect.stringContaining('does not run as root')]);
    });

    it('keeps its data where that user can reach it when the folder is closed', async () => {
      chmodSync(root, 0o700);
      folder = DataFolder.open(join(root, 'data'), 'server');
      const first = await start(false);
      await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
      const place = /data in (\S+)\/postgres\.$/.exec(remarks[0] ?? '')?.[1];
      try {
        await first.stop();
        const again = await start();
        expect(await query(again.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
        await again.stop();
      } finally {
        if (place) rmSync(place, { recursive: true });
      }
    });
  });
});
