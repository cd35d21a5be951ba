import { load, type Load, type LoadOptions, median, type Requests } from './load.js';
import type { Running } from './process.js';
import { figure } from './report.js';

const ROUNDS = 5;
const WARM_UP = 2;

/** How many requests `inTurn` sends to each of the two in all. */
export function sentInTurn(amount: number): number {
  return amount * ROUNDS + amount * WARM_UP;
}

/** The medians of one of the two, and what a request cost it in microseconds of processor time. */
export interface Measured extends Load {
  readonly cpuMicros: number;
}

/** Both, and the median of the rounds' ratios: each of the two neighbours in time, since machines change their pace. */
export interface Compared {
  readonly vigil: Measured;
  readonly bare: Measured;
  readonly rateRatio: number;
}

/** What is asked of the two; the same, unless the yardstick's own is given. */
export interface Asked extends LoadOptions {
  readonly request: Requests;
  readonly ofBare?: Requests;
}

/** The same load on both, five rounds in turn after a warm-up of two. */
export async function inTurn(
  vigil: Running,
  bare: Running,
  amount: number,
  { request, ofBare = request, ...options }: Asked,
): Promise<Compared> {
  await load(vigil.url, amount * WARM_UP, request, options);
  await load(bare.url, amount * WARM_UP, ofBare, options);
  const loads: Record<'vigil' | 'bare', Load[]> = { vigil: [], bare: [] };
  const before = { vigil: vigil.cpuMs(), bare: bare.cpuMs() };
  for (let round = 0; round < ROUNDS; round += 1) {
    loads.bare.push(await load(bare.url, amount, ofBare, options));
    loads.vigil.push(await load(vigil.url, amount, request, options));
  }
  const rates = loads.vigil.map(({ perSecond }, round) => perSecond / (loads.bare[round]?.perSecond ?? NaN));
  const cost = (ms: number) => (ms * 1_000) / (amount * ROUNDS);
  return {
    vigil: { ...median(loads.vigil), cpuMicros: cost(vigil.cpuMs() - before.vigil) },
    bare: { ...median(loads.bare), cpuMicros: cost(bare.cpuMs() - before.bare) },
    rateRatio: rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN,
  };
}

/** Rate, latency and cost as people read them. */
export function told({ perSecond, p99, cpuMicros }: Measured): string {
  return `${figure(perSecond)}/s, p99 ${figure(p99)} ms, ${figure(cpuMicros)} µs CPU each`;
}

/** The rate's ratio, and that of the processor time, which the load generator beside it does not blur. */
export function ratioOf({ vigil, bare, rateRatio }: Compared): string {
  return `${figure(rateRatio, 2)} (CPU ${figure(bare.cpuMicros / vigil.cpuMicros, 2)})`;
}
