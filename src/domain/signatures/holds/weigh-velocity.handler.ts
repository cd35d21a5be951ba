import { Handles, type Handler } from '../../../platform/jobs/handler.js';
import { weighVelocity } from '../signatures.jobs.js';
import { WeighVelocity } from './weigh-velocity.js';

/** Weighs once. */
@Handles(weighVelocity)
export class WeighVelocityHandler implements Handler<typeof weighVelocity> {
  constructor(private readonly verb: WeighVelocity) {}

  run(): Promise<number> {
    return this.verb.run();
  }
}
