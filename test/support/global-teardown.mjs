import pg from 'pg';

/** Drops the run's template; a server that the set-up started goes with it. */
export default async function globalTeardown() {
  const client = new pg.Client(process.env.VIGIL_TEST_SERVER);
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${process.env.VIGIL_TEST_TEMPLATE} WITH (FORCE)`);
  await client.end();
}
