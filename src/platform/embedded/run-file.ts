import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';
import { writeWhole } from './write-whole.js';

/** What a running server tells the commands: how to reach the embedded database and itself. */
export interface RunningServer extends ProcessIdentity {
  /** Owner's URL with the password, which is why the file has mode 0600. */
  readonly databaseUrl: string;
  /** Where the server's pages are, without a slash at the end. */
  readonly origin: string;
}

const NAME = 'run.json';

/** Publishes the running server in its data folder. */
export function writeRunFile(folder: string, server: Omit<RunningServer, keyof ProcessIdentity>): void {
  const me = identityOf(process.pid);
  if (me) writeWhole(join(folder, NAME), `${JSON.stringify({ ...me, ...server }, null, 2)}\n`);
}

/** The server that runs on the folder now; undefined when none does, even if a killed one left its file. */
export function findRunningServer(folder: string): RunningServer | undefined {
  try {
    const server = JSON.parse(readFileSync(join(folder, NAME), 'utf8')) as RunningServer;
    return isAlive(server) ? server : undefined;
  } catch {
    return undefined;
  }
}
