import { z } from 'zod';
import { defineJob } from '../../platform/jobs/define-job.js';

/** Turns an approved mailing whose time has come into messages of the ledger. */
export const materialiseMailing = defineJob({
  name: 'mailings.materialise',
  queue: 'bulk',
  payload: z.object({ mailingId: z.uuid() }),
});

/** Every minute: puts the letters that were taken since onto the public record. */
export const tellSentLetters = defineJob({
  name: 'mailings.tell-sent',
  queue: 'clock',
  payload: z.object({}),
});

/** Every minute: starts the mailings whose time has come, resumes the interrupted, ends the missed. */
export const startDueMailings = defineJob({
  name: 'mailings.start-due',
  queue: 'clock',
  payload: z.object({}),
});
