import { faultOf, type Log } from '../config/log.js';
import { type QueueName, queues } from './define-job.js';
import type { HandledJob } from './job-registry.js';
import type { QueueConsumer, QueueServer, WorkerSettings } from './queue-server.js';

/** Jobs of a queue that run at once in a process. */
const concurrency: Readonly<Record<QueueName, number>> = { urgent: 3, steady: 2, bulk: 3, clock: 2 };

const settings: WorkerSettings = {
  // A killed worker's jobs start again within about 15 s.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  // A job is a pump: starting again does no harm, giving up would.
  maxStalledCount: 10,
  drainDelay: 5,
  runRetryDelay: 1_000,
};

/** What the queue server may keep of a failure: its kind, never its message, which may quote a person's data. */
class JobFailed extends Error {
  constructor(cause: unknown) {
    super(kindOf(cause));
    this.name = 'JobFailed';
    this.stack = this.message;
  }
}

/** Takes jobs from the queues, checks their payload and calls their one handler. */
export class JobWorkers {
  private workers: QueueConsumer[] = [];
  private jobs: ReadonlyMap<string, HandledJob> = new Map();

  constructor(
    private readonly server: QueueServer,
    private readonly match: () => ReadonlyMap<string, HandledJob>,
    private readonly log: Log,
  ) {}

  /** Resolves when every queue is being listened to. Throws HandlersDoNotMatch before anything is taken. */
  async start(): Promise<void> {
    this.jobs = this.match();
    this.workers = queues.map((name) =>
      this.server.consumer(name, (job) => this.run(job.name, job.data), {
        ...settings,
        concurrency: concurrency[name],
      }),
    );
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
    for (const worker of this.workers) void worker.run();
  }

  /** Takes no more; waits for the handlers at work so long (ms), then leaves them to be started again elsewhere. */
  async stop(patienceMs: number): Promise<void> {
    const workers = this.workers.splice(0);
    const ended = Promise.all(workers.map((worker) => worker.close())).then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<false>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
      }, patienceMs);
    });
    const inTime = await Promise.race([ended, patience]);
    clearTimeout(timer);
    if (!inTime) this.log.warn({ patienceMs }, 'a job did not end in time and will start again');
  }

  private async run(name: string, data: unknown): Promise<void> {
    const handled = this.jobs.get(name);
    if (!handled) {
      this.log.error({ job: name }, 'a job of a name this version does not know');
      throw new JobFailed('UnknownJob');
    }
    const payload = handled.job.payload.safeParse(data);
    if (!payload.success) {
      const at = payload.error.issues.map(({ path }) => path.join('/'));
      this.log.error({ job: name, at }, 'a job with a payload that does not fit');
      const { UnrecoverableError } = await import('bullmq');
      throw new UnrecoverableError('InvalidPayload');
    }
    try {
      await handled.handler.run(payload.data);
    } catch (error) {
      this.log.error({ job: name, ...faultOf(error) }, 'a job failed');
      throw new JobFailed(error);
    }
  }
}

function kindOf(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  if (!(cause instanceof Error)) return typeof cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return /^[\w.-]{1,64}( [\w.-]{1,64})?$/.exec(`${cause.name}${code}`)?.[0] ?? 'Error';
}
