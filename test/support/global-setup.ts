import { randomBytes } from 'node:crypto';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { onServer, urlOf } from './database.js';

/** Brings up a server (or takes the one named) and migrates one template database that every file clones. */
export default async function globalSetup(): Promise<void> {
  const server = process.env['VIGIL_TEST_DATABASE_URL'];
  if (!server) throw new Error('VIGIL_TEST_DATABASE_URL is not set');
  const template = `template_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${template}`);
  await migrate(urlOf(server, template), migrations);
  process.env['VIGIL_TEST_SERVER'] = server;
  process.env['VIGIL_TEST_TEMPLATE'] = template;
}
