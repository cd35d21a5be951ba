import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

/** Daily: writes down the keepings within the horizon and plans their mailings. */
export const raiseOccurrences = defineJob({
  name: 'anniversaries.raise-occurrences',
  queue: 'clock',
  payload: z.object({}),
});

/** Every minute: an occurrence follows its mailings, and its time. */
export const followOccurrences = defineJob({
  name: 'anniversaries.follow-occurrences',
  queue: 'clock',
  payload: z.object({}),
});
