import { Handles, type Handler } from '../../platform/jobs/handler.js';
import { followOccurrences } from './anniversaries.jobs.js';
import { FollowOccurrences } from './follow-occurrences.js';

@Handles(followOccurrences)
export class FollowOccurrencesHandler implements Handler<typeof followOccurrences> {
  constructor(private readonly follow: FollowOccurrences) {}

  async run(): Promise<void> {
    await this.follow.run();
  }
}
