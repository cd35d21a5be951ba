import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Holds an advisory lock on a connection of its own: for what only one process of the instance should do at a time. A
 * killed process loses it at once; a lost connection loses it too, so whoever holds it asks again before each step.
 */
export class SoleHolder {
  private runner: QueryRunner | undefined;

  constructor(
    private readonly db: DataSource,
    /** Both numbers of the lock, 32 bits each. */
    private readonly lock: readonly [number, number],
  ) {}

  get isHeld(): boolean {
    return this.runner !== undefined;
  }

  /** Whether it is ours now; waits for nobody. */
  async take(): Promise<boolean> {
    if (this.runner) return true;
    const runner = this.db.createQueryRunner();
    try {
      const connection = (await runner.connect()) as { once(event: 'end', listener: () => void): void };
      const [answer] = (await runner.query('SELECT pg_try_advisory_lock($1, $2) AS held', [
        ...this.lock,
      ])) as { held: boolean }[];
      if (answer?.held !== true) {
        await runner.release();
        return false;
      }
      this.runner = runner;
      connection.once('end', () => {
        if (this.runner === runner) this.runner = undefined;
        void runner.release().catch(() => undefined);
      });
      return true;
    } catch (error) {
      await runner.release().catch(() => undefined);
      throw error;
    }
  }

  /** Lets others have it. */
  async release(): Promise<void> {
    const runner = this.runner;
    this.runner = undefined;
    if (!runner) return;
    await runner.query('SELECT pg_advisory_unlock($1, $2)', [...this.lock]).catch(() => undefined);
    await runner.release().catch(() => undefined);
  }
}
