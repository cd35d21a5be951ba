import { type ChildProcess, spawn } from 'node:child_process';
import type { DispatchProcessSettings } from './dispatch-process.js';

/** The worker's program run from its sources; the built one is one file. */
export const FROM_SOURCES = [
  '--no-warnings',
  '--import',
  './test/support/typescript.mjs',
  'test/support/dispatch-child.ts',
];

/** A process that waits for its beginning, and the name in its EHLO. */
interface Loaded {
  readonly child: ChildProcess;
  readonly name: string;
}

/** Worker processes of which some may be killed; another one that has loaded the program takes the place of each. */
export class WorkerHerd {
  /** By the name in its EHLO. */
  private readonly running = new Map<ChildProcess, string>();
  private readonly leaving = new Set<ChildProcess>();
  private spare: Loaded | undefined;
  private born = 0;
  private closed = false;
  /** How often a worker ended although nobody killed it (it began while the database was away). */
  fallen = 0;

  constructor(
    private readonly settings: Omit<DispatchProcessSettings, 'name'>,
    private readonly program: readonly string[] = FROM_SOURCES,
  ) {}

  /** Begins so many more. */
  start(count = 1): void {
    for (let n = 0; n < count; n += 1) this.begin();
  }

  /** SIGKILL to one of them, or of those with such names, at once; resolves when it is dead and another one begins. */
  async kill(chance: number, names?: readonly string[]): Promise<void> {
    const all = [...this.running].filter(([, name]) => names?.includes(name) ?? true);
    const [victim] = all[Math.floor(chance * all.length)] ?? [];
    if (!victim) return;
    this.leaving.add(victim);
    await ended(victim, 'SIGKILL');
    this.begin();
  }

  /** Any signal to all of them, in the order in which they began. */
  signal(signal: NodeJS.Signals): void {
    for (const child of this.running.keys()) child.kill(signal);
  }

  /** Stops all of them with a signal; SIGTERM lets them finish what is in the air. */
  async close(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.closed = true;
    const all = [...this.running.keys()];
    await Promise.all(all.map((child) => ended(child, signal)));
    if (this.spare) await ended(this.spare.child, 'SIGKILL');
    this.spare = undefined;
  }

  private begin(): void {
    if (this.closed) return;
    const { child, name } = this.spare ?? this.load();
    this.running.set(child, name);
    child.once('exit', () => {
      this.running.delete(child);
      if (this.closed || this.leaving.delete(child)) return;
      this.fallen += 1;
      this.begin();
    });
    if (child.exitCode !== null) child.emit('exit');
    child.stdin?.write('begin\n');
    this.spare = this.load();
  }

  private load(): Loaded {
    this.born += 1;
    const name = `worker-${this.born}.localhost`;
    const child = spawn(process.execPath, [...this.program, JSON.stringify({ ...this.settings, name })], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.running.has(child)) this.lastWords = chunk.toString();
    });
    return { child, name };
  }

  /** What a worker last said on its way out. */
  lastWords = '';
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await end;
}
