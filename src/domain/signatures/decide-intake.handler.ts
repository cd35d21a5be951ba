import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { decideIntake } from '../intake/intake.jobs.js';
import { DecideIntake } from './decide-intake.js';

/** Decides until nothing is left, so that one job serves however many forms came. */
@Handles(decideIntake)
export class DecideIntakeHandler implements Handler<typeof decideIntake> {
  constructor(private readonly decide: DecideIntake) {}

  async run(): Promise<void> {
    for (;;) {
      const { decided, aside } = await this.decide.run();
      if (decided + aside === 0) return;
    }
  }
}
