import type { Log } from '../config/log.js';
import { PostgresQueueServer } from './postgres-queue-server.js';
import type { QueueServer } from './queue-server.js';
import { RedisQueueServer } from './redis-queue-server.js';

export interface QueueServerSettings {
  /** The migrated database; the queues live in it unless there is a Redis. */
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly log: Log;
}

/** Opens the queue server this installation has. Throws QueueServerAbsent at once when it does not answer. */
export function openQueueServer({ databaseUrl, redisUrl, log }: QueueServerSettings): Promise<QueueServer> {
  return redisUrl === undefined
    ? PostgresQueueServer.open(databaseUrl, log)
    : RedisQueueServer.open(redisUrl, log);
}
