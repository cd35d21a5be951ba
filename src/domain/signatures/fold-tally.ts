import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { TallyStore } from './tally.store.js';

/** Brings the public count up to date with the signatures that began or ceased to count. */
@Injectable()
export class FoldTally {
  constructor(
    private readonly db: DataSource,
    private readonly tallies: TallyStore,
    private readonly clock: Clock,
  ) {}

  /** May run at any time and twice at once: every change is folded exactly once. */
  run(): Promise<void> {
    return this.db.transaction((tx) => this.tallies.fold(tx, this.clock.now()));
  }
}
