import type { z } from 'zod';

/**
 * Four queues: `urgent` (decisions and confirmations), `steady` (the tally, ordinary work), `bulk`
 * (mailings), `clock` (what a schedule starts). Few on purpose: each costs a connection that waits.
 */
export const queues = ['urgent', 'steady', 'bulk', 'clock'] as const;
export type QueueName = (typeof queues)[number];

/** A kind of job: its name `<module>.<verb-object>`, its queue and the shape of its payload (ids only). */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly queue: QueueName;
  readonly payload: Payload;
}

/** The payload of a job's definition. */
export type PayloadOf<Job extends JobDefinition> = z.infer<Job['payload']>;

const NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

const defined: JobDefinition[] = [];

/** Declares a job. Light on purpose: a process that only asks for it imports nothing of its handler. */
export function defineJob<Payload extends z.ZodType>(job: JobDefinition<Payload>): JobDefinition<Payload> {
  if (!NAME.test(job.name)) throw new Error(`a job is called <module>.<verb-object>, not ${job.name}`);
  defined.push(job);
  return job;
}

/** Every job declared by what this process has loaded: what a worker must have a handler for. */
export function definedJobs(): readonly JobDefinition[] {
  return defined;
}
