import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { FoldTally } from './fold-tally.js';
import { foldTally } from './signatures.jobs.js';

/** Folds once; what commits meanwhile is the next run's. */
@Handles(foldTally)
export class FoldTallyHandler implements Handler<typeof foldTally> {
  constructor(private readonly fold: FoldTally) {}

  run(): Promise<void> {
    return this.fold.run();
  }
}
