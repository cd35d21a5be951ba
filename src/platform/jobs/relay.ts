import type { BulkJobOptions } from 'bullmq';
import pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { faultOf, type Log } from '../config/log.js';
import { connectionOptions } from '../database/open-data-source.js';
import { type QueueName, queues } from './define-job.js';
import type { QueueProducer, QueueServer } from './queue-server.js';

/** How every job is tried and kept; finished ones stay a while, so that one handed over twice runs once. */
const options: BulkJobOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: { count: 500 },
  removeOnFail: { count: 500, age: 7 * 86_400 },
  stackTraceLimit: 0,
};

const BATCH = 500;
/** So many go one by one: in PostgreSQL, BullMQ's bulk makes temporary tables each time. */
const FEW = 6;
const POLL_MS = 1_000;

interface OutboxRow {
  readonly id: string;
  readonly job: string;
  readonly queue: QueueName;
  readonly payload: object;
}

/**
 * Moves due rows of the outbox to the queues: takes them, adds the jobs under their ids, commits. Killed in
 * between, it adds them again under the same ids. Woken by the commit of an asking, and every second in case
 * that went unheard. Several relays pass over each other's rows.
 */
export class Relay {
  private readonly lines: ReadonlyMap<QueueName, QueueProducer>;
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;
  private wanted = false;
  private stopped = false;
  private faulty = false;

  constructor(
    server: QueueServer,
    private readonly url: string,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.lines = new Map(queues.map((name) => [name, server.producer(name)]));
  }

  /** Resolves when it listens. Throws when the database does not answer. */
  async start(): Promise<void> {
    this.client = await this.connect();
    this.timer = setInterval(this.wake, POLL_MS);
    this.wake();
  }

  /** Ends the pass at hand and closes its connection and queues. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.pass;
    await this.client?.end().catch(() => undefined);
    await Promise.all([...this.lines.values()].map((queue) => queue.close().catch(() => undefined)));
  }

  private readonly wake = (): void => {
    if (this.stopped) return;
    this.wanted = true;
    this.pass ??= this.run().finally(() => {
      this.pass = undefined;
    });
  };

  private async run(): Promise<void> {
    try {
      while (this.wanted && !this.stopped) {
        this.wanted = false;
        this.client ??= await this.connect();
        while ((await this.move(this.client)) === BATCH);
      }
      this.faulty = false;
    } catch (error) {
      if (!this.faulty) this.log.error(faultOf(error), 'jobs cannot be handed to the queue; trying again');
      this.faulty = true;
      // Whatever state the connection is in: the next poll opens another.
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
    }
  }

  /** One transaction; answers how many rows it moved. */
  private async move(client: pg.Client): Promise<number> {
    await client.query('BEGIN');
    const { rows } = await client.query<OutboxRow>(
      `DELETE FROM outbox WHERE id IN (
         SELECT id FROM outbox WHERE run_at IS NULL OR run_at <= $1
         ORDER BY coalesce(run_at, created_at) LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING id, job, queue, payload`,
      [this.clock.now()],
    );
    for (const [name, queue] of this.lines) {
      const jobs = merged(rows.filter((row) => row.queue === name)).map(({ id, job, payload }) => ({
        name: job,
        data: payload,
        opts: { ...options, jobId: id },
      }));
      if (jobs.length > FEW) await queue.addBulk(jobs);
      else await Promise.all(jobs.map(({ name: job, data, opts }) => queue.add(job, data, opts)));
    }
    await client.query('COMMIT');
    return rows.length;
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      ...connectionOptions('vigil_worker'),
      application_name: 'vigil_relay',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client.on('error', () => {
      if (this.client === client) this.client = undefined;
    });
    client.on('notification', this.wake);
    try {
      await client.connect();
      await client.query('LISTEN outbox');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    return client;
  }
}

/** One job for the same asking; under the least id, so that a second pass over the same rows adds the same job. */
function merged(rows: readonly OutboxRow[]): OutboxRow[] {
  const byAsking = new Map<string, OutboxRow>();
  for (const row of rows) {
    const asking = `${row.job} ${JSON.stringify(row.payload)}`;
    const other = byAsking.get(asking);
    if (!other || row.id < other.id) byAsking.set(asking, row);
  }
  return [...byAsking.values()];
}
