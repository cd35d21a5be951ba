import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, identityOf, type ProcessIdentity } from './process-identity.js';
import { Refusal } from './refusal.js';

const POLL_MS = 20;
/** What a server is given for each way of being told to stop, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Stops the server that a killed program left behind on the cluster, and clears the file of one that is gone.
 * Only safe while the data folder's lock is held.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = postmasterOf(cluster);
  if (pid === undefined) return;
  const orphan = identityOf(pid);
  if (!orphan || !isPostmasterOf(pid, cluster)) {
    // The number may belong to a stranger by now; the server itself would take the stranger for its rival.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(pid, signal);
    if (await gone(orphan)) return;
  }
  throw new Refusal(
    `A PostgreSQL left from an earlier start (process ${pid}) does not stop; end it by hand.`,
  );
}

/** The process that postmaster.pid names. */
export function postmasterOf(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster);
  } catch {
    return false;
  }
}

async function gone(identity: ProcessIdentity): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
    if (!isAlive(identity)) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}
