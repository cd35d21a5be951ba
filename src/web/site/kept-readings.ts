import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/errors.js';

/** How readings are made and how long they serve. */
export interface KeptReadingsSettings<Value> {
  /** One reading of the database; null says that there is nothing of that name. */
  readonly read: (name: string) => Promise<Value | null>;
  readonly clock: Clock;
  /** A reading is fresh for so long. */
  readonly intervalSeconds: number;
  /** The most that is kept, and as many again of what is known not to exist. */
  readonly most: number;
}

interface Kept<Value> {
  readonly value: Value | null;
  readonly readAt: number;
  /** When a newer reading was last attempted, in vain or not. */
  triedAt: number;
}

/** Nothing is known of what is asked for, and the database does not tell just now. */
export class NothingRead extends DomainError {
  constructor() {
    super('unavailable', 'not-read', 'the database does not answer, and nothing was read before');
  }
}

/** A reading may be shown so many intervals more while it is made anew, as caches are told for the pages. */
const STALE_INTERVALS = 2;
const AWAY_MS = 60 * 60 * 1000;
/** Views wait so long for a reading where an old one could serve. */
const PATIENCE_MS = 1_000;
/** First readings under way at once, so that guessing names costs a bounded amount of work. */
const MOST_UNDER_WAY = 64;

/**
 * What was read of the database, so that looking at it costs the database nothing: each name is read at most once an
 * interval however many look, in the background while the last reading serves, which it does for an hour while
 * the database is away.
 */
export class KeptReadings<Value> {
  private readonly kept = new Map<string, Kept<Value>>();
  private readonly absent = new Map<string, Kept<Value>>();
  private readonly underWay = new Map<string, Promise<Value | null>>();

  constructor(private readonly settings: KeptReadingsSettings<Value>) {}

  /** The value at once where it is known. Throws NothingRead. */
  find(name: string): Value | null | Promise<Value | null> {
    const known = this.kept.get(name) ?? this.absent.get(name);
    if (known === undefined) return this.firstReading(name);
    const now = this.now();
    const interval = this.settings.intervalSeconds * 1000;
    const age = Math.abs(now - known.readAt);
    if (age < interval) return known.value;
    if (age >= AWAY_MS) return this.firstReading(name);
    if (Math.abs(now - known.triedAt) < interval) return known.value;
    const reading = this.readOnce(name).catch(() => {
      known.triedAt = this.now();
      return known.value;
    });
    return age < interval * (1 + STALE_INTERVALS) ? known.value : soonOr(reading, known.value);
  }

  private async firstReading(name: string): Promise<Value | null> {
    if (this.underWay.size >= MOST_UNDER_WAY && !this.underWay.has(name)) throw new NothingRead();
    try {
      return await this.readOnce(name);
    } catch {
      throw new NothingRead();
    }
  }

  private readOnce(name: string): Promise<Value | null> {
    const underWay = this.underWay.get(name);
    if (underWay) return underWay;
    const reading = this.read(name).finally(() => this.underWay.delete(name));
    this.underWay.set(name, reading);
    return reading;
  }

  private async read(name: string): Promise<Value | null> {
    const value = await this.settings.read(name);
    const readAt = this.now();
    this.kept.delete(name);
    this.absent.delete(name);
    const map = value === null ? this.absent : this.kept;
    const [oldest] = map.keys();
    if (map.size >= this.settings.most && oldest !== undefined) map.delete(oldest);
    map.set(name, { value, readAt, triedAt: readAt });
    return value;
  }

  private now(): number {
    return this.settings.clock.now().getTime();
  }
}

/** What a promise brings, or something older where it takes long. */
function soonOr<Value>(promise: Promise<Value>, older: Value): Promise<Value> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(older);
    }, PATIENCE_MS);
    void promise.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
