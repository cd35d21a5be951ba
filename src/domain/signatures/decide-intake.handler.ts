import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { decideIntake } from '../intake/intake.jobs.js';
import { DecideIntake } from './decide-intake.js';

const AT_ONCE = 3;

/**
 * Decides until nothing is left, three batches at a time: while two wait for the database, the third is
 * opened and sealed. One asking does it for all: in a surge every group of forms asks, and the queue's other places
 * belong to the mails. An asking that comes meanwhile makes the line look once more; should the process die first, the
 * forms are still there and the clock asks again.
 */
@Handles(decideIntake)
export class DecideIntakeHandler implements Handler<typeof decideIntake> {
  private running = false;
  private again = false;

  constructor(private readonly decide: DecideIntake) {}

  async run(): Promise<void> {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      do {
        this.again = false;
        const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.untilEmpty()));
        const failed = ends.find((end) => end.status === 'rejected');
        if (failed) throw failed.reason;
      } while (this.askedMeanwhile());
    } finally {
      this.running = false;
    }
  }

  private askedMeanwhile(): boolean {
    return this.again;
  }

  private async untilEmpty(): Promise<void> {
    for (;;) {
      const { decided, aside } = await this.decide.run();
      if (decided + aside === 0) return;
    }
  }
}
