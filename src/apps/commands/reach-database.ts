import type { Config } from '../../platform/config/config.js';
import { findRunningServer } from '../../platform/embedded/run-file.js';
import { Refusal } from '../../platform/embedded/refusal.js';

/** A database a command may use until it gives it back. */
export interface ReachedDatabase {
  /** The owner's URL. */
  readonly url: string;
  /** Whether a server of ours runs beside the command. */
  readonly served: boolean;
  /** Gives it back; stops what was started for the command. */
  release(): Promise<void>;
}

const nothing = () => Promise.resolve();

/** The configured database, else that of the server running on the data folder, else one started for the command. */
export async function reachDatabase(config: Config): Promise<ReachedDatabase> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, served: false, release: nothing };
  const server = findRunningServer(config.dataDir);
  if (server) return { url: server.databaseUrl, served: true, release: nothing };
  await nothing();
  throw new Refusal(
    `No server runs on the data folder ${config.dataDir}; start one with \`npm start\` or set DATABASE_URL.`,
  );
}
