import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { compareTally, type TallyLine } from './tally-comparison.js';
import { proofOf, type TallyProof, TallyProofStore } from './tally-proof.store.js';
import { TALLY_LOCK, TallyStore } from './tally.store.js';

/** Counts everything anew from the signatures and says what that changed. */
@Injectable()
export class RebuildTally {
  constructor(
    private readonly db: DataSource,
    private readonly tallies: TallyStore,
    private readonly proofs: TallyProofStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers every campaign's total as it was published and as it was counted, with the departures of the other parts;
   * they agree from now on, and the proof that is kept says what was repaired. Signing goes on meanwhile.
   */
  async run(): Promise<{ readonly lines: readonly TallyLine[]; readonly proof: TallyProof }> {
    const runner = this.db.createQueryRunner();
    try {
      // The lock comes before the snapshot: what another fold committed while this waited must be in it.
      await runner.query('SELECT pg_advisory_lock($1)', [TALLY_LOCK]);
      await runner.startTransaction('REPEATABLE READ');
      const lines = await compareTally(runner.manager);
      const proof = proofOf(lines, this.clock.now(), 'repaired');
      await this.tallies.rebuild(runner.manager, this.clock.now());
      await this.proofs.add(runner.manager, proof);
      await runner.commitTransaction();
      return { lines, proof };
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [TALLY_LOCK]).catch(() => undefined);
      await runner.release();
    }
  }
}
