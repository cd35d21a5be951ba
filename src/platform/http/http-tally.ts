import { isLocale } from '../i18n/locale.js';
import type { Figures, Sample } from '../metrics/metrics.js';

/** Upper bounds in seconds; what is slower is counted by the last. */
const BOUNDS = [0.005, 0.025, 0.1, 0.5, 2.5, 10] as const;

const METHODS = new Set(['GET', 'HEAD', 'POST']);

interface Tallied {
  readonly labels: { readonly route: string; readonly method: string; readonly status: string };
  /** How many took so long, by the bounds; the last for what was slower than all. */
  readonly within: number[];
  seconds: number;
}

/**
 * Counts answers and how long they took, by kind of page: never by an address, which may hold a token. It stands in the
 * way of every request, so it only adds numbers.
 */
export class HttpTally {
  private readonly tallied = new Map<string, Tallied>();

  /** One answered request; `pattern` is the route as it was declared, undefined where none was found. */
  answered(method: string, pattern: string | undefined, status: number, milliseconds: number): void {
    const name = `${method} ${String(status)} ${pattern ?? ''}`;
    let entry = this.tallied.get(name);
    if (!entry) {
      entry = fresh(labelsOf(method, pattern, status));
      this.tallied.set(name, entry);
    }
    const seconds = milliseconds / 1000;
    let at = 0;
    while (at < BOUNDS.length && seconds > (BOUNDS[at] ?? 0)) at += 1;
    entry.within[at] = (entry.within[at] ?? 0) + 1;
    entry.seconds += seconds;
  }

  /** What was counted since the process began, by kind of page, method and class of status. */
  figures(): Figures {
    const sums = new Map<string, Tallied>();
    for (const { labels, within, seconds } of this.tallied.values()) {
      const name = Object.values(labels).join(' ');
      const sum = sums.get(name) ?? fresh(labels);
      within.forEach((count, at) => (sum.within[at] = (sum.within[at] ?? 0) + count));
      sum.seconds += seconds;
      sums.set(name, sum);
    }
    return {
      name: 'http_request_duration_seconds',
      help: 'How long answers took, by kind of page. What everybody gets alike is counted apart.',
      type: 'histogram',
      samples: [...sums.values()].flatMap(samplesOf),
    };
  }
}

/** What kind of page a route is: its first fixed word, below a campaign the second; patterns are few and fixed. */
export function routeKind(pattern: string | undefined): string {
  if (pattern === undefined) return 'none';
  const [first, , below] = pattern
    .split('/')
    .filter((part) => part !== '' && part !== ':locale' && !isLocale(part));
  if (first === undefined) return 'home';
  if (first === 'c') return below === undefined || below.startsWith(':') ? 'campaign' : below;
  return /^[a-z0-9.-]+$/i.test(first) ? first : 'other';
}

function labelsOf(method: string, pattern: string | undefined, status: number): Tallied['labels'] {
  return {
    route: routeKind(pattern),
    method: METHODS.has(method) ? method : 'other',
    status: `${String(Math.floor(status / 100))}xx`,
  };
}

function fresh(labels: Tallied['labels']): Tallied {
  return { labels, within: Array.from({ length: BOUNDS.length + 1 }, () => 0), seconds: 0 };
}

function samplesOf({ labels, within, seconds }: Tallied): Sample[] {
  let count = 0;
  const buckets = within.map((more, at): Sample => {
    count += more;
    const le = at < BOUNDS.length ? String(BOUNDS[at]) : '+Inf';
    return { of: 'bucket', labels: { ...labels, le }, value: count };
  });
  return [...buckets, { of: 'sum', labels, value: seconds }, { of: 'count', labels, value: count }];
}
