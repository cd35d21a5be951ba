import { Injectable } from '@nestjs/common';
import type { JobDefinition, PayloadOf } from './define-job.js';

/** What runs one kind of job. It may run twice for one asking (a kill in between), never twice at once. */
export interface Handler<Job extends JobDefinition> {
  /** Resolves when the work is committed; what it throws is retried with a growing pause. */
  run(payload: PayloadOf<Job>): Promise<unknown>;
}

/** A class that the registry may find among the application's providers. */
export type HandlerClass<Job extends JobDefinition> = new (...parts: never[]) => Handler<Job>;

const handled = new WeakMap<object, JobDefinition>();

/** Marks a provider as the one handler of a job; the start fails unless every job has exactly one. */
export function Handles<Job extends JobDefinition>(job: Job) {
  return (handler: HandlerClass<Job>): void => {
    Injectable()(handler);
    handled.set(handler, job);
  };
}

/** The job that a class was marked for, if any. */
export function jobHandledBy(handler: object): JobDefinition | undefined {
  return handled.get(handler);
}
