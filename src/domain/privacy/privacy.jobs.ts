import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

/** Every day: what was kept long enough goes. */
export const applyRetention = defineJob({
  name: 'privacy.apply-retention',
  queue: 'clock',
  payload: z.object({}),
});
