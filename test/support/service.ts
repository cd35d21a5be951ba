import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually.js';

const MAIN = resolve('dist/src/main.js');
const CLI = resolve('dist/src/cli.js');

/** The whole service as its users run it: a process of its own, reached only over HTTP, mail and the command. */
export interface Service {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  /** Everything it wrote to the terminal so far. */
  output(): string;
  /** Runs `vigil …`; answers exit code and both streams. */
  vigil(...args: string[]): Promise<CommandResult>;
  /** SIGTERM and wait; answers the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL and wait. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
  /** Stops it and removes its data folder. */
  remove(): Promise<void>;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A port nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the built service on a fresh data folder; `env` overrides (a database of the test's, Redis, the count interval). */
export async function startService(env: NodeJS.ProcessEnv = {}): Promise<Service> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'vigil-story-'));
  const url = `http://localhost:${port}`;
  const fullEnv: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: String(port),
    VIGIL_DATA_DIR: dataDir,
    VIGIL_COUNT_INTERVAL: '1',
    LOG_LEVEL: 'warn',
    ...env,
  };
  let child: ChildProcess | undefined;
  let output = '';

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [MAIN], { env: fullEnv, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await eventually(async () => {
      if (started.exitCode !== null) return 'exited';
      return (await fetch(`${url}/health/ready`)).ok;
    }, 90_000).catch((cause: unknown) => {
      throw new Error(`the service did not become ready:\n${output}`, { cause });
    });
    if (started.exitCode !== null) throw new Error(`the service stopped at once:\n${output}`);
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child;
    if (!ending) return null;
    if (ending.exitCode !== null || ending.signalCode !== null) return ending.exitCode;
    const code = new Promise<number | null>((done) => ending.once('exit', done));
    ending.kill(signal);
    return code;
  }

  await start();
  return {
    url,
    env: fullEnv,
    output: () => output,
    vigil: (...args) => run(args, fullEnv),
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
    start,
    async remove() {
      await end('SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('close', (code) => {
      done({ code, stdout, stderr });
    });
  });
}
