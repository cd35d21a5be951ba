import { createPostgresBackend, type PgPool, withBackend } from 'bullmq';
import pg from 'pg';
import type { Log } from '../config/log.js';
import { connectionOptions } from '../database/open-data-source.js';
import { type QueueName, queues } from './define-job.js';
import {
  ConnectionNotice,
  type Process,
  type QueueConsumer,
  type QueueProducer,
  QueueServer,
  QueueServerAbsent,
  type WorkerSettings,
} from './queue-server.js';

const on = withBackend(createPostgresBackend);

/** One connection of the pool waits for each queue's notifications; the others are closed when idle. */
const QUERIES_AT_ONCE = 6;

/** The queues in the schema `bullmq`, as the worker role. One small pool serves all queues and workers. */
export class PostgresQueueServer extends QueueServer {
  override readonly kind = 'postgresql';

  private constructor(
    private readonly pool: pg.Pool,
    private readonly notice: ConnectionNotice,
  ) {
    super();
  }

  /** Throws QueueServerAbsent when the schema cannot be used. */
  static async open(url: string, log: Log): Promise<PostgresQueueServer> {
    const { options } = connectionOptions('vigil_worker');
    const pool = new pg.Pool({
      connectionString: url,
      options: `${options} -c search_path=bullmq`,
      application_name: 'vigil_queues',
      max: queues.length + QUERIES_AT_ONCE,
      idleTimeoutMillis: 5_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    const notice = new ConnectionNotice(log);
    // Every queue and worker listens for errors too.
    pool.setMaxListeners(3 * queues.length + 1);
    pool.on('error', notice.lost);
    pool.on('connect', notice.found);
    try {
      await pool.query('SELECT max(version) FROM migration');
    } catch (cause) {
      await pool.end();
      throw new QueueServerAbsent('The queues in PostgreSQL cannot be used; run `vigil migrate`.', { cause });
    }
    return new PostgresQueueServer(pool, notice);
  }

  override producer(name: QueueName): QueueProducer {
    const queue = new on.Queue(name, { connection: this.connection });
    queue.on('error', this.notice.lost);
    return queue;
  }

  override consumer(name: QueueName, process: Process, settings: WorkerSettings): QueueConsumer {
    const worker = new on.Worker<unknown, void>(name, process, {
      ...settings,
      connection: this.connection,
      autorun: false,
    });
    worker.on('error', this.notice.lost);
    return worker;
  }

  override async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }

  /** BullMQ knows pg by a smaller type that pg's own overloads do not fit. */
  private get connection(): PgPool {
    return this.pool as unknown as PgPool;
  }
}
