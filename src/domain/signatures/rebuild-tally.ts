import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { TALLY_LOCK, type TallyCheck, TallyStore } from './tally.store.js';

/** Counts everything anew from the signatures and says where the public count had departed from them. */
@Injectable()
export class RebuildTally {
  constructor(
    private readonly db: DataSource,
    private readonly tallies: TallyStore,
    private readonly clock: Clock,
  ) {}

  /** Every campaign as it was; `published` and `counted` must agree, and do from now on. Signing goes on meanwhile. */
  async run(): Promise<TallyCheck[]> {
    const runner = this.db.createQueryRunner();
    try {
      // The lock comes before the snapshot: what another fold committed while this waited must be in it.
      await runner.query('SELECT pg_advisory_lock($1)', [TALLY_LOCK]);
      await runner.startTransaction('REPEATABLE READ');
      const checks = await this.tallies.check(runner.manager);
      await this.tallies.rebuild(runner.manager, this.clock.now());
      await runner.commitTransaction();
      return checks;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [TALLY_LOCK]).catch(() => undefined);
      await runner.release();
    }
  }
}
