import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

/** Asked for with the signature whose name may be shown, or no longer. */
export const publishNames = defineJob({
  name: 'signatures.publish-names',
  queue: 'steady',
  payload: z.object({}),
});

/** Asked for when somebody said 'it was not me'; only the worker can compute what suppresses an address. */
export const suppressDisowned = defineJob({
  name: 'signatures.suppress-disowned',
  queue: 'urgent',
  payload: z.object({}),
});

/** Asked for when somebody stopped the news or took that back, by the link of a mail. */
export const settleNewsStops = defineJob({
  name: 'signatures.settle-news-stops',
  queue: 'urgent',
  payload: z.object({}),
});

/** Every counting interval: the changes since the last time become the public count. */
export const foldTally = defineJob({ name: 'signatures.fold-tally', queue: 'clock', payload: z.object({}) });

/** Every night: the public count is held against the signatures. */
export const proveTally = defineJob({
  name: 'signatures.prove-tally',
  queue: 'clock',
  payload: z.object({}),
});

/** Every hour: whoever signed a day ago and has not confirmed, in campaigns that remind. */
export const remindPending = defineJob({
  name: 'signatures.remind-pending',
  queue: 'clock',
  payload: z.object({}),
});

/** Every hour: confirmations whose time is over. */
export const expirePending = defineJob({
  name: 'signatures.expire-pending',
  queue: 'clock',
  payload: z.object({}),
});

/** Every few seconds: what departs from a campaign's own history is marked, and what came before is weighed again. */
export const weighVelocity = defineJob({
  name: 'signatures.weigh-velocity',
  queue: 'clock',
  payload: z.object({}),
});

/** Every few minutes: a person is told of what is unusual. */
export const raiseAlerts = defineJob({
  name: 'signatures.raise-alerts',
  queue: 'clock',
  payload: z.object({}),
});
