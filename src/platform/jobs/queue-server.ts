import type { BulkJobOptions, WorkerOptions } from 'bullmq';
import type { Log } from '../config/log.js';
import type { QueueName } from './define-job.js';

/** What BullMQ calls for each job. */
export type Process = (job: {
  readonly name: string;
  readonly id?: string;
  readonly data: unknown;
}) => Promise<void>;

/** How a worker behaves, whatever server the queues are on. */
export type WorkerSettings = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount' | 'drainDelay' | 'runRetryDelay'
>;

/** The producer's end of a queue. */
export interface QueueProducer {
  /** Adds a job; one whose id the queue knows already is passed over. */
  add(name: string, data: object, opts: BulkJobOptions): Promise<unknown>;
  /** Adds jobs; one whose id the queue knows already is passed over. */
  addBulk(jobs: { name: string; data: object; opts: BulkJobOptions }[]): Promise<unknown>;
  /** How many jobs are in each state. */
  getJobCounts(
    ...states: ('waiting' | 'active' | 'delayed' | 'failed' | 'completed')[]
  ): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** The consumer's end of a queue. */
export interface QueueConsumer {
  waitUntilReady(): Promise<unknown>;
  /** Takes jobs until it is closed. */
  run(): Promise<void>;
  /** Takes no more and resolves when what is at work has ended. */
  close(): Promise<void>;
}

/** Where the queues are kept: Redis, or PostgreSQL through BullMQ's own backend. */
export abstract class QueueServer {
  abstract readonly kind: 'redis' | 'postgresql';
  /** Its calls fail at once while the server is away. */
  abstract producer(name: QueueName): QueueProducer;
  /** It waits for a server that went away and comes back with it. Not running yet. */
  abstract consumer(name: QueueName, process: Process, settings: WorkerSettings): QueueConsumer;
  /** Closes what is shared by queues and workers, which are closed before. */
  abstract close(): Promise<void>;
}

/** The queue server was not there at the start; the message is one sentence for a person, without a password. */
export class QueueServerAbsent extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'QueueServerAbsent';
  }
}

/** Says once that the queue server went away, and once that it is back, however often its clients complain. */
export class ConnectionNotice {
  private away = false;

  constructor(private readonly log: Log) {}

  readonly lost = (error: unknown): void => {
    if (this.away) return;
    this.away = true;
    this.log.warn(
      { code: (Object(error) as { code?: unknown }).code },
      'the queue server does not answer; trying again',
    );
  };

  readonly found = (): void => {
    if (!this.away) return;
    this.away = false;
    this.log.info({}, 'the queue server is back');
  };
}
