import pg from 'pg';

/** Stops the server that the set-up started; on somebody else's server, drops the run's template. */
export default async function globalTeardown() {
  if (globalThis.stopTestServer) {
    await globalThis.stopTestServer();
    return;
  }
  const client = new pg.Client(process.env.VIGIL_TEST_SERVER);
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${process.env.VIGIL_TEST_TEMPLATE} WITH (FORCE)`);
  await client.end();
}
