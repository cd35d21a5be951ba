import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { definedJobs, type JobDefinition } from './define-job.js';
import { type Handler, jobHandledBy } from './handler.js';

/** The start is refused: a job without a handler, or with two. `faults` are whole sentences. */
export class HandlersDoNotMatch extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join(' '));
    this.name = 'HandlersDoNotMatch';
  }
}

/** A job with the one provider that runs it. */
export interface HandledJob {
  readonly job: JobDefinition;
  readonly handler: Handler<JobDefinition>;
}

/** Finds the handler of every job among the application's providers. */
@Injectable()
export class JobRegistry {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Every declared job by name. Throws HandlersDoNotMatch unless each has exactly one handler. */
  match(jobs: readonly JobDefinition[] = definedJobs()): ReadonlyMap<string, HandledJob> {
    const found = this.handlers();
    const faults: string[] = [];
    const matched = new Map<string, HandledJob>();
    for (const job of jobs) {
      const { name } = job;
      const [only, ...others] = found.filter((one) => one.job.name === name);
      if (matched.has(name)) faults.push(`The job ${name} is declared twice.`);
      else if (!only) faults.push(`The job ${name} has no handler.`);
      else if (others.length > 0) faults.push(`The job ${name} has ${others.length + 1} handlers.`);
      else matched.set(name, { job, handler: only.handler });
    }
    if (faults.length > 0) throw new HandlersDoNotMatch(faults);
    return matched;
  }

  private handlers(): HandledJob[] {
    const found = new Map<object, HandledJob>();
    for (const wrapper of this.discovery.getProviders()) {
      const made: unknown = wrapper.instance;
      if (typeof made !== 'object' || made === null) continue;
      const job = jobHandledBy(made.constructor);
      if (job) found.set(made, { job, handler: made as Handler<JobDefinition> });
    }
    return [...found.values()];
  }
}
