import { readFileSync } from 'node:fs';

/** Processor time of the machine so far, in ticks: all of it, and what its host gave to others while it was wanted here. */
interface Ticks {
  readonly all: number;
  readonly stolen: number;
}

const STEAL = 7;
const OWN_FIELDS = 8;

/**
 * Tells, when asked, which share of this machine's processor its host has given to others since (0 to 1, of Linux's own
 * count; null where there is none): what is measured meanwhile is slower, and unevenly so.
 */
export function sinceNow(): () => number | null {
  const before = ticks();
  return () => {
    const after = ticks();
    return before && after ? (after.stolen - before.stolen) / Math.max(1, after.all - before.all) : null;
  };
}

/** From proc(5): user, nice, system, idle, iowait, irq, softirq, steal; a guest's time is in the user's already. */
function ticks(): Ticks | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const fields = line
      .trim()
      .split(/\s+/)
      .slice(1, 1 + OWN_FIELDS)
      .map(Number);
    return { all: fields.reduce((sum, each) => sum + each, 0), stolen: fields[STEAL] ?? 0 };
  } catch {
    return null;
  }
}
