import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../config/log.js';
import type { QueueName } from './define-job.js';
import {
  ConnectionNotice,
  type Process,
  type QueueConsumer,
  type QueueProducer,
  QueueServer,
  QueueServerAbsent,
  type WorkerSettings,
} from './queue-server.js';

/** Before every key, so that a Redis may hold other things beside the queues. */
const PREFIX = 'vigil';
const ANSWER_WITHIN_MS = 5_000;
const LONGEST_PAUSE_MS = 2_000;

const comeBack = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), LONGEST_PAUSE_MS);

type ClientOptions = Pick<RedisOptions, 'enableOfflineQueue' | 'maxRetriesPerRequest' | 'commandTimeout'>;

/** The queues in Redis. Two connections are shared, and each worker has one more that waits. */
export class RedisQueueServer extends QueueServer {
  override readonly kind = 'redis';
  private readonly producers: Redis;
  private readonly consumers: Redis;
  private readonly workers: Worker[] = [];

  private constructor(
    url: string,
    private readonly notice: ConnectionNotice,
  ) {
    super();
    // An asking that cannot be handed over fails at once: its row stays in the outbox.
    this.producers = this.client(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_WITHIN_MS,
    });
    this.consumers = this.client(url, { maxRetriesPerRequest: null });
  }

  /** Asks once and does not wait for a server that is away: throws QueueServerAbsent. */
  static async open(url: string, log: Log): Promise<RedisQueueServer> {
    await requireRedis(url);
    const server = new RedisQueueServer(url, new ConnectionNotice(log));
    await Promise.all([server.producers.connect(), server.consumers.connect()]);
    return server;
  }

  override producer(name: QueueName): QueueProducer {
    const queue = new Queue(name, { connection: this.producers, prefix: PREFIX });
    queue.on('error', this.notice.lost);
    return queue;
  }

  override consumer(name: QueueName, process: Process, settings: WorkerSettings): QueueConsumer {
    const worker = new Worker<unknown, void>(name, process, {
      ...settings,
      connection: this.consumers,
      prefix: PREFIX,
      autorun: false,
    });
    worker.on('error', this.notice.lost);
    this.workers.push(worker);
    return worker;
  }

  override close(): Promise<void> {
    this.producers.disconnect();
    // A worker that cannot end while Redis is away keeps the connection it needs for that until the process exits.
    void Promise.all(this.workers.map((worker) => worker.close())).then(() => {
      this.consumers.disconnect();
    });
    return Promise.resolve();
  }

  private client(url: string, options: ClientOptions): Redis {
    const client = new Redis(url, { ...options, lazyConnect: true, retryStrategy: comeBack });
    client.on('error', this.notice.lost);
    client.on('ready', this.notice.found);
    return client;
  }
}

async function requireRedis(url: string): Promise<void> {
  const probe = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let last: unknown;
  probe.on('error', (error) => (last = error));
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    const cause = last ?? error;
    const { hostname, port } = new URL(url);
    const { code } = Object(cause) as { code?: unknown };
    const reason = typeof code === 'string' ? code : String(cause);
    throw new QueueServerAbsent(
      `Redis at ${hostname}:${port || '6379'} cannot be used (${reason}); check REDIS_URL.`,
      { cause },
    );
  } finally {
    probe.disconnect();
  }
}
