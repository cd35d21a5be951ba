import { onServer, serverUrl } from './database.js';

/** Drops the template; a server that the set-up started goes with it. */
export default async function globalTeardown(): Promise<void> {
  const { url, template } = serverUrl();
  await onServer(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
}
