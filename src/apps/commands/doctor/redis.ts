import { Redis } from 'ioredis';

/** Connects to Redis and says its version; fails within seconds instead of trying for ever. */
export async function redisFinding(url: string): Promise<string> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  const failed = new Promise<never>((_, reject) => redis.once('error', reject));
  try {
    await Promise.race([redis.connect(), failed]);
    const info = await Promise.race([redis.info('server'), failed]);
    return `Redis ${/redis_version:(\S+)/.exec(info)?.[1] ?? 'of unknown version'}`;
  } finally {
    redis.disconnect();
  }
}
