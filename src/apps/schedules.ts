import { followOccurrences, raiseOccurrences } from '../domain/anniversaries/anniversaries.jobs.js';
import { sweepLedger } from '../domain/dispatch/dispatch.jobs.js';
import { startDueMailings } from '../domain/mailings/mailings.jobs.js';
import { expirePending, foldTally } from '../domain/signatures/signatures.jobs.js';
import type { Config } from '../platform/config/config.js';
import type { Schedule } from '../platform/jobs/schedules.js';

/** Everything that happens by the clock, in one list. */
export function schedules({ countInterval }: Config): Schedule[] {
  return [
    { job: foldTally, when: { everySeconds: countInterval } },
    { job: sweepLedger, when: { everySeconds: 30 } },
    { job: startDueMailings, when: { everySeconds: 60 } },
    { job: followOccurrences, when: { everySeconds: 60 } },
    { job: expirePending, when: { everySeconds: 3_600 } },
    { job: raiseOccurrences, when: { dailyAt: '03:17', zone: 'UTC' } },
  ];
}
