import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

/** A Node process of the measurement. */
export interface Running {
  readonly url: string;
  /** Milliseconds from the spawning to the first answer. */
  readonly readyMs: number;
  /** Resident memory of the Node process, in MiB. */
  rss(): number;
  /** Processor time the Node process has used, in milliseconds. */
  cpuMs(): number;
  /** Of its child processes together, in MiB: the embedded PostgreSQL, whose shared memory counts once. */
  pssOfChildren(): number;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<void>;
}

/** A file of the built program, by its path below the output folder. */
export function built(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

/** A port nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts a script of the built program and resolves when `path` is answered 2xx. */
export async function start(
  script: string,
  args: readonly string[],
  { port, path, env = {} }: { port: number; path: string; env?: Readonly<Record<string, string>> },
): Promise<Running> {
  const began = performance.now();
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [built(script), ...args], {
    env: { PATH, HOME, NODE_ENV: 'production', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(`${url}${path}`))) {
    if (child.exitCode !== null) throw new Error(`${script} ended:\n${output}`);
    if (performance.now() - began > 60_000) throw new Error(`${script} does not answer:\n${output}`);
    await pause(10);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} was not started`);
  return {
    url,
    readyMs: performance.now() - began,
    rss: () => memoryOf(pid, 'status', /^VmRSS:\s+(\d+)/m),
    cpuMs: () => cpuOf(pid),
    pssOfChildren: () =>
      descendantsOf(pid).reduce((sum, one) => sum + memoryOf(one, 'smaps_rollup', /^Pss:\s+(\d+)/m), 0),
    stop: () => stop(child),
  };
}

/** Waits so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Linux tells both in kB; a process that has just ended holds none. */
function memoryOf(pid: number, file: 'status' | 'smaps_rollup', line: RegExp): number {
  try {
    return Number(line.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/** User and system time: fields 14 and 15 of proc(5)'s stat, in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function descendantsOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return children.flatMap((child) => [Number(child), ...descendantsOf(Number(child))]);
}
