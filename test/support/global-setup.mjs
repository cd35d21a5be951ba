import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = (path) => join(root, 'dist/src', path);

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4 * 2 ** 30;

/** Brings up a PostgreSQL server for the run, or takes the one that VIGIL_TEST_DATABASE_URL names. */
export default async function globalSetup() {
  // Databases come and go by the hundred: in memory, where there is room, nothing waits for a disk.
  if (!process.env.TMPDIR && hasRoom(MEMORY)) process.env.TMPDIR = MEMORY;
  process.env.VIGIL_TEST_TEMPLATE = `template_${randomBytes(6).toString('hex')}`;
  process.env.VIGIL_TEST_SERVER = process.env.VIGIL_TEST_DATABASE_URL || (await startServer());
}

function hasRoom(folder) {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false; // another system than Linux, or a closed one
  }
}

/** The supervisor as it was built by `npm ci`; built here when it was not. */
async function startServer() {
  if (!existsSync(built('platform/embedded/embedded-database.js'))) {
    const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
    if (status !== 0)
      throw new Error('the program could not be built, and with it the database of the tests');
  }
  const load = (path) => import(pathToFileURL(built(path)).href);
  const { DataFolder } = await load('platform/embedded/data-folder.js');
  const { startEmbeddedDatabase } = await load('platform/embedded/embedded-database.js');
  const { openLog } = await load('platform/config/log.js');
  const path = mkdtempSync(join(tmpdir(), 'vigil-test-'));
  const folder = DataFolder.open(path, 'server');
  const database = await startEmbeddedDatabase({
    folder,
    log: openLog('error'),
    progress: () => undefined,
    remark: () => undefined,
    maxConnections: 400,
  });
  globalThis.stopTestServer = async () => {
    await database.stop();
    folder.close();
    rmSync(path, { recursive: true, force: true });
  };
  return database.url;
}
