import { randomInt } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

/** The advisory locks by which worker processes show that they live. */
export const OWNER_LOCK = 7_306_003;
const RETRY_MS = 500;

/**
 * Names this process on its leases and holds a lock of that number on a connection of its own. A killed process loses the
 * lock at once, so its leases need not run out before the sweep takes them back.
 */
@Injectable()
export class LeaseOwner implements OnApplicationShutdown {
  private readonly name = randomInt(1, 2 ** 31 - 1);
  private holding: Promise<void> | undefined;
  private runner: QueryRunner | undefined;
  private closed = false;

  constructor(private readonly db: DataSource) {}

  /** The number, once it is locked; a lost connection is made good before the next lease. */
  async number(): Promise<number> {
    this.holding ??= this.hold();
    await this.holding;
    return this.name;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    const runner = this.runner;
    this.runner = undefined;
    if (!runner) return;
    await runner.query('SELECT pg_advisory_unlock($1, $2)', [OWNER_LOCK, this.name]).catch(() => undefined);
    await runner.release().catch(() => undefined);
  }

  /** One at a time: of two that are under way one would wait for the other's lock, and every claim of this process with it. */
  private async hold(): Promise<void> {
    const runner = this.db.createQueryRunner();
    try {
      const connection = (await runner.connect()) as { once(event: 'end', listener: () => void): void };
      const session = { ended: false };
      connection.once('end', () => {
        session.ended = true;
        this.lost(runner);
      });
      await runner.query('SELECT pg_advisory_lock($1, $2)', [OWNER_LOCK, this.name]);
      if (session.ended) throw new Error('the connection ended');
      this.runner = runner;
    } catch (error) {
      this.holding = undefined;
      await runner.release().catch(() => undefined);
      throw error;
    }
  }

  /** Takes the lock again as soon as there is a database: without it other sweeps would think this process dead. */
  private lost(runner: QueryRunner): void {
    if (this.runner !== runner) return;
    this.runner = undefined;
    this.holding = undefined;
    void runner.release().catch(() => undefined);
    this.again();
  }

  private again(): void {
    if (this.closed) return;
    this.number().catch(() => {
      setTimeout(() => {
        this.again();
      }, RETRY_MS).unref();
    });
  }
}
