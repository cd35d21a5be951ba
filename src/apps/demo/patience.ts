import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '../../kernel/errors.js';

const STEP_MS = 200;

/** What the running service should have done in time was not done. */
export class NotInTime extends DomainError {
  constructor(what: string, seconds: number) {
    super('unavailable', 'not-in-time', `${what} did not happen within ${String(seconds)} seconds`);
  }
}

/** Asks again until there is an answer; throws NotInTime after that many seconds. */
export async function until<T>(what: string, seconds: number, probe: () => Promise<T | null>): Promise<T> {
  for (let left = (seconds * 1000) / STEP_MS; left > 0; left -= 1) {
    const answer = await probe();
    if (answer !== null) return answer;
    await pause(STEP_MS);
  }
  throw new NotInTime(what, seconds);
}
