import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

/** Asks that the forms which came in be decided: all there are, so that one job serves many forms. */
export const decideIntake = defineJob({
  name: 'signatures.decide-intake',
  queue: 'urgent',
  payload: z.object({}),
});
