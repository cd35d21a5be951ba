import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../config/log.js';
import { freePort } from './free-port.js';
import { lastSentence } from './initdb.js';
import { postmasterOf, stopOrphan } from './orphan.js';
import type { PostgresHome } from './postgres-home.js';
import { Refusal } from './refusal.js';
import { spawnAs } from './run-as.js';
import { sharedBuffers } from './shared-memory.js';

export interface PostgresServerSettings {
  readonly home: PostgresHome;
  /** The server's own log, kept for one start; it holds no statement and no value. */
  readonly logFile: string;
  readonly log: Log;
  /** Connections at most (default 100). */
  readonly maxConnections?: number;
}

const POLL_MS = 10;
const READY_WITHIN_MS = 60_000;
const FAST_STOP_MS = 4_000;
const ATTEMPTS = 2;
const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 3_000;

/** One PostgreSQL under supervision: it is started again when it dies and stopped only from here. */
export class PostgresServer {
  private child: ChildProcess | undefined;
  private stopping = false;
  private restarting: Promise<void> = Promise.resolve();

  private constructor(
    private readonly settings: PostgresServerSettings,
    /** TCP port on 127.0.0.1; it stays the same as long as this program runs. */
    readonly port: number,
  ) {}

  /** Starts the server and waits until it takes connections; throws a Refusal with its own words when it dies first. */
  static async start(settings: PostgresServerSettings): Promise<PostgresServer> {
    for (let attempt = 1; ; attempt++) {
      await stopOrphan(settings.home.cluster);
      const server = new PostgresServer(settings, await freePort());
      try {
        await server.launch();
        process.once('exit', server.atExit);
        return server;
      } catch (error) {
        // Somebody may have taken the port between looking and listening.
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** The program ends without having stopped the server: at once, then; nothing committed is lost by that. */
  private readonly atExit = (): void => {
    this.child?.kill('SIGQUIT');
  };

  /** Stops the server: sessions are ended, everything is on disk; at once if that takes longer than 4 s. */
  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (child?.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      const patience = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
      await ended;
      clearTimeout(patience);
    }
    await this.restarting;
    process.off('exit', this.atExit);
  }

  private async launch(): Promise<void> {
    const { home, logFile } = this.settings;
    const out = openSync(logFile, 'w', 0o600);
    // A session of its own: Ctrl-C in the terminal must not reach it before the program is done with it.
    const child = spawnAs(home.as, join(home.bin, 'postgres'), this.args(), {
      env: home.env,
      cwd: '/',
      stdio: ['ignore', out, out],
      detached: true,
    });
    closeSync(out);
    this.child = child;
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    child.once('exit', () => (failure ??= new Refusal(this.reason())));
    for (let waited = 0; !this.ready(child); waited += POLL_MS) {
      if (failure) throw failure;
      if (waited > READY_WITHIN_MS) {
        child.kill('SIGQUIT');
        throw new Refusal('The embedded database did not become ready within a minute.');
      }
      await pause(POLL_MS);
    }
    child.once('exit', () => {
      this.restart();
    });
    if (failure) this.restart();
  }

  private restart(): void {
    if (this.stopping) return;
    this.settings.log.error({ reason: this.reason() }, 'the embedded database died and is started again');
    this.restarting = this.relaunch();
  }

  private async relaunch(): Promise<void> {
    for (let wait = FIRST_RESTART_MS; !this.stopping; wait = Math.min(wait * 2, LAST_RESTART_MS)) {
      try {
        await stopOrphan(this.settings.home.cluster);
        await this.launch();
        this.settings.log.warn({}, 'the embedded database is back');
        return;
      } catch (error) {
        this.settings.log.error({ reason: String(error) }, 'the embedded database cannot start yet');
        await pause(wait);
      }
    }
  }

  /** The eighth line of postmaster.pid says so, and the first that it is ours. */
  private ready(child: ChildProcess): boolean {
    const { cluster } = this.settings.home;
    if (child.pid === undefined || postmasterOf(cluster) !== child.pid) return false;
    try {
      const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
      return lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }

  private reason(): string {
    const said = readFileSync(this.settings.logFile, 'utf8').slice(-4000);
    return `The embedded database does not run: ${lastSentence(said)}`;
  }

  private args(): string[] {
    const settings: Record<string, string | number> = {
      listen_addresses: '127.0.0.1',
      port: this.port,
      unix_socket_directories: '',
      max_connections: this.settings.maxConnections ?? 100,
      shared_buffers: `${sharedBuffers()}MB`,
      max_wal_size: '1GB',
      fsync: 'on',
      synchronous_commit: 'on',
      timezone: 'UTC',
      // No process of its own for a query, and with them no shared memory beyond what small containers allow.
      max_parallel_workers_per_gather: 0,
      max_parallel_maintenance_workers: 0,
      // What is logged holds no statement and no value of a row.
      log_min_messages: 'log',
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      log_checkpoints: 'off',
    };
    return [
      '-D',
      this.settings.home.cluster,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ];
  }
}
