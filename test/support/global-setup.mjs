import { randomBytes } from 'node:crypto';

/** Brings up a PostgreSQL server for the run, or takes the one that VIGIL_TEST_DATABASE_URL names. */
export default async function globalSetup() {
  process.env.VIGIL_TEST_TEMPLATE = `template_${randomBytes(6).toString('hex')}`;
  process.env.VIGIL_TEST_SERVER = process.env.VIGIL_TEST_DATABASE_URL;
  if (!process.env.VIGIL_TEST_SERVER) throw new Error('VIGIL_TEST_DATABASE_URL is not set');
}
