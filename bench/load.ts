import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { AnswerReader } from './answer-reader.js';

/** What so many requests at once came to. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** One request of HTTP/1.1. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The same request again and again, or each its own. */
export type Requests = Request | (() => Request);

/** How a load is sent and what each answer must be; by default over 50 connections, and 2xx. */
export interface LoadOptions {
  readonly connections?: number;
  readonly answers?: '2xx' | '3xx' | '4xx';
}

/**
 * Sends exactly so many requests, each connection its next one when the last is answered. They are written out before
 * the clock starts and their answers read no further than to their end: what sends shares the processor with what is
 * measured, and should take little of it. Throws unless each was answered as it must be.
 */
export async function load(
  url: string,
  amount: number,
  requests: Requests,
  { connections = 50, answers = '2xx' }: LoadOptions = {},
): Promise<Load> {
  const { hostname, port, host } = new URL(url);
  const waiting = written(requests, amount, host);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))));
  const times: number[] = [];
  const began = performance.now();
  try {
    await Promise.all(sockets.map((socket) => converse(socket, waiting, times, answers)));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const seconds = (performance.now() - began) / 1_000;
  if (times.length !== amount) throw new Error(`${url}: ${times.length} of ${amount} answered`);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? NaN;
  return { perSecond: amount / seconds, p50: at(0.5), p99: at(0.99) };
}

function written(requests: Requests, amount: number, host: string): Buffer[] {
  if (typeof requests === 'function') {
    return Array.from({ length: amount }, () => bytesOf(requests(), host));
  }
  return new Array<Buffer>(amount).fill(bytesOf(requests, host));
}

function bytesOf({ method, path, headers = {}, body }: Request, host: string): Buffer {
  const all = {
    host,
    ...headers,
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => {
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** One connection's share: until nothing waits any more. */
function converse(socket: Socket, waiting: Buffer[], times: number[], answers: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const next = () => {
      const request = waiting.pop();
      if (!request) {
        resolve();
        return;
      }
      sent = performance.now();
      socket.write(request);
    };
    const reader = new AnswerReader((status) => {
      times.push(performance.now() - sent);
      if (`${String(status)[0] ?? ''}xx` === answers) next();
      else reject(new Error(`answered ${status}, and should be ${answers}`));
    });
    socket.on('data', (bytes: Buffer) => {
      reader.read(bytes);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('the server closed a connection'));
    });
    next();
  });
}

let signers = 0;

/** A signature as the page's form sends it, each by somebody else. */
export function signature(path: string): () => Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return () => {
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
    return { method: 'POST', path, headers, body: fields.toString() };
  };
}

/** The one in the middle by its rate. */
export function median(loads: readonly Load[]): Load {
  const sorted = [...loads].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
