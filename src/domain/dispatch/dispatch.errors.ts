import { DomainError } from '../../kernel/errors.js';

/** There is no such batch. */
export class BatchNotFound extends DomainError {
  constructor() {
    super('not-found', 'batch-not-found', 'there is no such batch');
  }
}

/** There is no such lane. */
export class LaneNotFound extends DomainError {
  constructor() {
    super('not-found', 'lane-not-found', 'there is no such lane; `vigil dispatch lanes` names them');
  }
}

/** There is no such limit. */
export class LimitNotFound extends DomainError {
  constructor() {
    super('not-found', 'limit-not-found', 'there is no such limit; `vigil dispatch limits` names them');
  }
}

/** The lane is not held. */
export class LaneNotHeld extends DomainError {
  constructor() {
    super('conflict', 'lane-not-held', 'the lane is not held');
  }
}

/** Hours and rate of a seat's lane come from the seat. */
export class PaceOfASeat extends DomainError {
  constructor() {
    super(
      'conflict',
      'pace-of-a-seat',
      "a seat's hours, weekdays and rate stand in the campaign's file (officeHours, ratePerHour) and are imported with it",
    );
  }
}

/** The batch is not in a state that allows what was asked. */
export class BatchStateForbids extends DomainError {
  constructor(state: string, act: string) {
    super('conflict', 'batch-state-forbids', `a ${state} batch cannot be ${act}`, { state, act });
  }
}

/** The occurrence was made a batch of before, with another content or audience. */
export class OccurrenceTaken extends DomainError {
  constructor() {
    super('conflict', 'occurrence-taken', 'this occurrence has a batch of another content or audience');
  }
}

/** The counts of a batch do not add up: candidates = planned + excluded must hold, and planned be the rows. */
export class CountsDisagree extends DomainError {
  constructor(candidates: number, planned: number, excluded: number, found: number) {
    super(
      'conflict',
      'counts-disagree',
      `candidates ${String(candidates)}, planned ${String(planned)}, excluded ${String(excluded)}, messages ${String(found)}`,
    );
  }
}

/** A signature of a relay's web hook covers a token instead of the body, and this token was used before. */
export class HookTokenUsed extends DomainError {
  constructor() {
    super('forbidden', 'hook-token-used', 'the token of this signature was used before');
  }
}
