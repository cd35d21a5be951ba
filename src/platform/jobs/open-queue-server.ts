import type { Log } from '../config/log.js';
import type { QueueServer } from './queue-server.js';

export interface QueueServerSettings {
  /** The migrated database; the queues live in it unless there is a Redis. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly log: Log;
}

/** Opens the queue server this installation has. Throws QueueServerAbsent at once when it does not answer. */
export async function openQueueServer({
  databaseUrl,
  redisUrl,
  log,
}: QueueServerSettings): Promise<QueueServer> {
  if (redisUrl === undefined) {
    const { PostgresQueueServer } = await import('./postgres-queue-server.js');
    return PostgresQueueServer.open(databaseUrl, log);
  }
  const { RedisQueueServer } = await import('./redis-queue-server.js');
  return RedisQueueServer.open(redisUrl, log);
}
