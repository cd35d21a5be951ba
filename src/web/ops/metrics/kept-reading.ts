import { performance } from 'node:perf_hooks';

/** A reading is kept at least so long, in ms. */
const LEAST_MS = 10_000;

/** And so many times as long as it took: whoever asks too often cannot load the database with more than a twentieth of one connection. */
const TIMES = 20;

/** What is dear to read, read again only when the last reading is old; askers in between get that one. */
export class KeptReading<Value> {
  private last: { readonly value: Promise<Value>; until: number } | undefined;

  constructor(
    private readonly read: () => Promise<Value>,
    private readonly leastMs = LEAST_MS,
  ) {}

  /** The newest reading; one that failed is not kept. */
  get(): Promise<Value> {
    const began = performance.now();
    if (this.last && began < this.last.until) return this.last.value;
    const reading = { value: this.read(), until: Infinity };
    this.last = reading;
    reading.value.then(
      () => (reading.until = began + Math.max(this.leastMs, (performance.now() - began) * TIMES)),
      () => (reading.until = 0),
    );
    return reading.value;
  }
}
