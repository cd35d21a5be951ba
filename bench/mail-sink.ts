import { type ChildProcess, fork } from 'node:child_process';
import { built, freePort, pause } from './process.js';

/** What came since the sink forgot: how many mails, in how many ms from the first to the last, and one of them. */
export interface Span {
  readonly mails: number;
  readonly ms: number;
  readonly connections: number;
  readonly example: string;
}

/** A sink in a process of its own. */
export interface Sink {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  forget(): Promise<void>;
  count(): Promise<number>;
  until(mails: number): Promise<Span>;
  all(): Promise<[string, number, string][]>;
}

/** Starts one that waits so many milliseconds before each answer. */
export async function startSink(delayMs = 0): Promise<Sink> {
  const port = await freePort();
  const child = fork(built('bench/sink.js'), [String(port), String(delayMs)]);
  const said = () => new Promise((resolve) => child.once('message', resolve));
  await said();
  const ask = async (what: string) => {
    const answer = said();
    child.send(what);
    return answer;
  };
  const count = async () => (await ask('count')) as number;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    child,
    count,
    forget: async () => {
      await ask('forget');
    },
    until: async (mails) => {
      while ((await count()) < mails) await pause(50);
      return (await ask('span')) as Span;
    },
    all: async () => (await ask('all')) as [string, number, string][],
  };
}
