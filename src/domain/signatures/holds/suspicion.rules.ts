import type { Held } from '../signature.rules.js';

/** What one signal weighs. Signals of a family are not independent of one another: only the heaviest counts. */
export interface SignalWeight {
  readonly family: string;
  readonly weight: number;
  /** For whoever runs the instance. */
  readonly means: string;
}

/** Which signals there are, and from which sum on a signature is held. */
export interface SuspicionRules {
  readonly holdAt: number;
  readonly signals: Readonly<Record<string, SignalWeight>>;
}

/** Whether a signature is held, and by what. */
export interface Hold {
  readonly held: Held;
  readonly holdReasons: readonly string[];
}

/** Stands among the reasons of a row that a person has looked at and let go: no signal holds it again. */
export const RELEASED = 'released';

/** Stands among the reasons of a row that a person has thrown out. */
export const BY_ORGANIZER = 'by-organizer';

/** The second place of a shared mailbox: always for a person's look. */
export const SHARED_MAILBOX = 'shared-mailbox';

const FREE: Hold = { held: 'no', holdReasons: [] };

/** Quarantined when the heaviest signals of the families together reach the threshold; unknown signals weigh nothing. */
export function weigh(rules: SuspicionRules, signals: readonly string[]): Hold {
  const heaviest = new Map<string, { signal: string; weight: number }>();
  for (const signal of [...new Set(signals)].sort()) {
    const found = rules.signals[signal];
    if (!found) continue;
    const known = heaviest.get(found.family);
    if (!known || known.weight < found.weight) heaviest.set(found.family, { signal, weight: found.weight });
  }
  const counted = [...heaviest.values()];
  const sum = counted.reduce((total, { weight }) => total + weight, 0);
  if (sum < rules.holdAt) return FREE;
  return { held: 'quarantined', holdReasons: counted.map(({ signal }) => signal).sort() };
}

/** What becomes of a row's hold when its signals change: a person's decision stands, the machine's is made anew. */
export function weighAgain(rules: SuspicionRules, known: Hold, signals: readonly string[]): Hold {
  return decidedByPerson(known)
    ? { held: known.held, holdReasons: known.holdReasons }
    : weigh(rules, signals);
}

function decidedByPerson({ held, holdReasons }: Hold): boolean {
  return held === 'invalidated' || holdReasons.includes(RELEASED);
}
