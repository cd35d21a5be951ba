import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../../platform/config/package-root.js';

const count = z.int().positive();
const share = z.number().positive().max(1);
const times = z.number().min(1);

const policy = z.strictObject({
  holdAt: count,
  signals: z.record(
    z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    z.strictObject({ family: z.string().min(1), weight: count, means: z.string().min(1) }),
  ),
  velocity: z.strictObject({
    windowDays: count.max(7),
    historyDays: count.max(30),
    markDays: count.max(30),
    domainBurst: z.strictObject({ atLeast: count, timesUsual: times }),
    domainCluster: z.strictObject({
      mailboxesEach: count.min(2),
      domains: count.min(2),
      signatures: count,
      share,
      timesUsualShare: times,
      amongOwnDomains: share,
      timesBefore: times,
    }),
    countryBurst: z.strictObject({
      atLeast: count,
      share,
      timesUsualShare: times,
      historySignatures: count,
    }),
    repeatedName: z.strictObject({ atLeast: count, share }),
  }),
  alerts: z.strictObject({
    rate: z.strictObject({ atLeast: count, timesUsual: times, historyDays: count }),
    heldShare: z.strictObject({ signatures: count, share, timesUsual: times }),
    countryPopulation: z.strictObject({ atLeast: count, share }),
  }),
});

/** What is suspicious, how much each signal weighs, and what departs from a campaign's own history. */
export type SuspicionPolicy = z.infer<typeof policy>;

let known: SuspicionPolicy | undefined;

/** `templates/suspicion/weights.json`, read and checked once. */
export function suspicionPolicy(): SuspicionPolicy {
  const path = join(packageRoot(), 'templates', 'suspicion', 'weights.json');
  known ??= policy.parse(JSON.parse(readFileSync(path, 'utf8')));
  return known;
}
