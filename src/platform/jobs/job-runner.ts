import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { JobWorkers } from './job-workers.js';
import type { QueueServer } from './queue-server.js';
import type { Relay } from './relay.js';
import type { Schedules } from './schedules.js';

/** What a handler at work gets to finish when the process is told to stop, in milliseconds. */
const PATIENCE_MS = 3_000;

export interface JobParts {
  readonly server: QueueServer;
  readonly workers: JobWorkers;
  readonly relay: Relay;
  readonly schedules: Schedules;
}

/** Starts and stops what runs jobs, with the application: workers before what feeds them, and the other way round. */
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopping: Promise<void> | undefined;

  constructor(private readonly parts: JobParts) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.parts.workers.start();
    await this.parts.relay.start();
    await this.parts.schedules.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await (this.stopping ??= this.stop());
  }

  private async stop(): Promise<void> {
    await this.parts.schedules.stop();
    await this.parts.relay.stop();
    await this.parts.workers.stop(PATIENCE_MS);
    await this.parts.server.close();
  }
}
