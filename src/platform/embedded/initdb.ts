import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresHome } from './postgres-home.js';
import { Refusal } from './refusal.js';
import { spawnAs } from './run-as.js';

/** The user who owns the embedded database. */
export const OWNER = 'vigil';

/** Makes the cluster, whole or not at all: a start that was killed in the middle leaves nothing that counts. */
export async function initdb(home: PostgresHome, password: string): Promise<void> {
  const draft = `${home.cluster}.new`;
  const passwordFile = join(dirname(home.cluster), 'postgres.new-password');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (home.as.kind === 'user') {
      for (const path of [draft, passwordFile]) chownSync(path, home.as.uid, home.as.gid);
    }
    await run(home, [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ]);
    renameSync(draft, home.cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Whether the cluster has been made. */
export function clusterExists(home: PostgresHome): boolean {
  return existsSync(join(home.cluster, 'PG_VERSION'));
}

function run(home: PostgresHome, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnAs(home.as, join(home.bin, 'initdb'), args, {
      env: home.env,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Refusal(`The embedded database could not be made: ${lastSentence(said)}`));
    });
  });
}

/** The line of a program's words that names the fault. */
export function lastSentence(said: string): string {
  const lines = said.split('\n').map((line) => line.trim()).filter(Boolean); // prettier-ignore
  const fault =
    lines.findLast((line) => /error:|FATAL:|PANIC:/.test(line)) ?? lines.at(-1) ?? 'no reason given';
  return `${fault.replace(/^.*?(error|FATAL|PANIC):\s*/, '').replace(/\.$/, '')}.`;
}
