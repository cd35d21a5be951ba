import { performance } from 'node:perf_hooks';
import autocannon, { type Request } from 'autocannon';

/** What so many requests at once came to. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** How a load is sent and what each answer must be; by default over 50 connections, and 2xx. */
export interface LoadOptions {
  readonly connections?: number;
  readonly answers?: '2xx' | '3xx';
}

/** Sends exactly so many requests. Throws unless each was answered as it must be. */
export async function load(
  url: string,
  amount: number,
  request: Request,
  { connections = 50, answers = '2xx' }: LoadOptions = {},
): Promise<Load> {
  const began = performance.now();
  let last = began;
  const run = autocannon({ url, connections, amount, requests: [request] });
  // autocannon itself looks only once a second whether it is done.
  void run.on('response', () => {
    last = performance.now();
  });
  const result = await run;
  const seconds = (last - began) / 1_000;
  const { [answers]: answered, errors, timeouts } = result;
  if (answered !== amount) {
    throw new Error(
      `${url}: ${answered} of ${amount} answered ${answers}; ${errors} errors, ${timeouts} timeouts`,
    );
  }
  return { perSecond: amount / seconds, p50: result.latency.p50, p99: result.latency.p99 };
}

let signers = 0;

/** A signature as the page's form sends it, each by somebody else. */
export function signature(path: string): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return {
    method: 'POST',
    path,
    headers,
    setupRequest: (request) => {
      signers += 1;
      const fields = new URLSearchParams({
        name: `Supporter ${signers.toString(36)} Example`,
        email: `supporter.${signers}@bench.example`,
        country: 'DE',
        comment: 'For those who cannot sign for themselves, and for those who no longer can.',
        visibility: 'counted',
        news: 'yes',
        locale: 'en',
        website: '',
        stamp: '',
      });
      return { ...request, body: fields.toString() };
    },
  };
}

/** The one in the middle by its rate. */
export function median(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
