import { followOccurrences, raiseOccurrences } from '../domain/anniversaries/anniversaries.jobs.js';
import { sweepLedger } from '../domain/dispatch/dispatch.jobs.js';
import { decideIntake } from '../domain/intake/intake.jobs.js';
import { startDueMailings, tellSentLetters } from '../domain/mailings/mailings.jobs.js';
import { applyRetention } from '../domain/privacy/privacy.jobs.js';
import {
  expirePending,
  foldTally,
  proveTally,
  publishNames,
  raiseAlerts,
  remindPending,
  settleNewsStops,
  suppressDisowned,
  weighVelocity,
} from '../domain/signatures/signatures.jobs.js';
import type { Config } from '../platform/config/config.js';
import type { Schedule } from '../platform/jobs/schedules.js';

/** Everything that happens by the clock, in one list. */
export function schedules({ countInterval }: Config): Schedule[] {
  return [
    { job: foldTally, when: { everySeconds: countInterval } },
    // Asked for with every form; again by the clock, since a job can be lost with Redis and a form must not wait for the next.
    { job: decideIntake, when: { everySeconds: 15 } },
    { job: weighVelocity, when: { everySeconds: 10 } },
    { job: raiseAlerts, when: { everySeconds: 300 } },
    { job: publishNames, when: { everySeconds: 300 } },
    { job: settleNewsStops, when: { everySeconds: 300 } },
    { job: suppressDisowned, when: { everySeconds: 300 } },
    { job: sweepLedger, when: { everySeconds: 30 } },
    { job: startDueMailings, when: { everySeconds: 60 } },
    { job: tellSentLetters, when: { everySeconds: 60 } },
    { job: followOccurrences, when: { everySeconds: 60 } },
    { job: remindPending, when: { everySeconds: 3_600 } },
    { job: expirePending, when: { everySeconds: 3_600 } },
    { job: applyRetention, when: { dailyAt: '02:41', zone: 'UTC' } },
    { job: proveTally, when: { dailyAt: '01:53', zone: 'UTC' } },
    { job: raiseOccurrences, when: { dailyAt: '03:17', zone: 'UTC' } },
  ];
}
