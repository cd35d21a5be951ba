import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { Log } from '../../platform/config/log.js';
import { compareTally } from './tally-comparison.js';
import { proofOf, type TallyProof, TallyProofStore } from './tally-proof.store.js';

/** Holds the public count against the signatures, and keeps what it found. Nothing is repaired in silence. */
@Injectable()
export class ProveTally {
  constructor(
    private readonly db: DataSource,
    private readonly proofs: TallyProofStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Reads one moment; signing and counting go on beside it. */
  async run(): Promise<TallyProof> {
    const lines = await compareTally(this.db.manager);
    const proof = proofOf(lines, this.clock.now(), 'departed');
    await this.db.transaction((tx) => this.proofs.add(tx, proof));
    const { campaigns, departures } = proof;
    const found = { campaigns, departures: departures.length };
    if (departures.length === 0) this.log.info(found, 'the public count agrees with the signatures');
    else {
      this.log.error(
        found,
        'the public count departs from the signatures: `vigil tally proof` shows where, `vigil tally rebuild` repairs it',
      );
    }
    return proof;
  }
}
