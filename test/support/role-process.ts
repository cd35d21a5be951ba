import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './service.js';

const MAIN = resolve('dist/src/main.js');

/** One process of the built service in one role, with nothing in its environment but what it was given. */
export interface RoleProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything it wrote so far. */
  output(): string;
  /** SIGTERM and wait; answers the exit code. */
  stop(): Promise<number | null>;
}

/** Starts it on a free port and resolves when it is ready; `env` is asked once its own address is known. */
export async function startRole(
  role: 'web' | 'console' | 'worker',
  env: (url: string) => NodeJS.ProcessEnv,
): Promise<RoleProcess> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [MAIN, '--roles', role], {
    env: { PATH: process.env.PATH, PORT: String(port), LOG_LEVEL: 'info', ...env(url) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await eventually(async () => {
    if (child.exitCode !== null) return 'exited';
    return (await fetch(`${url}/health/ready`)).ok;
  }, 60_000).catch((cause: unknown) => {
    throw new Error(`the ${role} process did not become ready:\n${output}`, { cause });
  });
  if (child.exitCode !== null || child.pid === undefined) {
    throw new Error(`the ${role} process stopped at once:\n${output}`);
  }
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return {
    url,
    pid: child.pid,
    output: () => output,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
