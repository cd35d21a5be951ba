import { checkMasterKey } from '../../domain/keys/check-master-key.js';
import { utcDay } from '../../kernel/calendar-date.js';
import type { Clock } from '../../kernel/clock.js';
import { openDataSource } from '../../platform/database/open-data-source.js';
import { readMasterKey } from '../../platform/embedded/master-key-file.js';
import { openQueueServer } from '../../platform/jobs/open-queue-server.js';
import { entities } from '../data-source.js';
import { schedules } from '../schedules.js';
import type { Opened } from '../server.module.js';
import { refuseForeignMasterKey } from './refuse-foreign-master-key.js';
import type { ServeContext } from './serve-context.js';
import { bringUpToDate } from './storage.js';

/** Connections of the side behind the pages; the queues open their own. */
const POOL = 10;

/**
 * Opens what console and worker stand on: the master key, which must be the database's, the schema brought up
 * to date, the data source and, for a worker, the queues.
 */
export async function openInner(
  { config, roles, log, announcer, closing }: ServeContext,
  url: string,
  clock: Clock,
): Promise<Required<Pick<Opened, 'inner'>> & Pick<Opened, 'work'>> {
  const masterKey = readMasterKey(config);
  await refuseForeignMasterKey(url, masterKey, clock);
  announcer.step('bringing the database up to date');
  await bringUpToDate(url);
  const isWorker = roles.includes('worker');
  const role = isWorker ? 'vigil_worker' : 'vigil_console';
  const dataSource = await openDataSource({ url, role, entities, poolSize: POOL });
  closing.add(() => dataSource.destroy());
  // A new database remembers from here on which master key is its own.
  await checkMasterKey(dataSource, masterKey, utcDay(clock.now()));
  const inner = { config, clock, log, dataSource, masterKey };
  if (!isWorker) return { inner };
  const server = await openQueueServer({ databaseUrl: url, redisUrl: config.redisUrl, log });
  closing.add(() => server.close());
  return { inner, work: { databaseUrl: url, server, schedules: schedules(config) } };
}
